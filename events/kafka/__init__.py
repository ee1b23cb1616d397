"""Events over Kafka: loaded only where a broker is configured."""
