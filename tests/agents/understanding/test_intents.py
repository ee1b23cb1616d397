"""Intents by example: an owner's few sentences, what is none of them, and what a change would do."""

import pytest

from agents.understanding.intents import IntentModel, StaleModelError, train
from agents.understanding.intents.changes import changes, unsure

TAUGHT = {
    "gift_card": [
        "do you sell gift cards",
        "can i buy a voucher for a friend",
        "i want to give dinner as a present",
        "gift certificate please",
        "is there a gift voucher",
    ],
    "wifi": [
        "what's the wifi password",
        "do you have wifi",
        "is there internet for guests",
        "how do i get online here",
        "wlan code please",
    ],
    "lost_property": [
        "i left my umbrella at your place",
        "did anyone find a black jacket",
        "i forgot my phone on the table yesterday",
        "have you found my scarf",
        "i lost my keys in your salon",
    ],
}
EXAMPLES = [(text, label) for label, texts in TAUGHT.items() for text in texts]


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return train(EXAMPLES)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("could I get a voucher as a birthday present?", "gift_card"),
        ("internet password?", "wifi"),
        ("I think I left my wallet with you", "lost_property"),
    ],
)
def test_predict_reads_a_new_sentence_by_its_meaning(model: IntentModel, text: str, label: str) -> None:
    ((found, confidence),) = model.predict([text])

    assert found == label
    assert 0 < confidence <= 1


@pytest.mark.parametrize(
    "text", ["who won the election in 1990", "how do volcanoes erupt", "write a sonnet about rain"]
)
def test_predict_gives_none_when_nothing_fits(model: IntentModel, text: str) -> None:
    ((found, confidence),) = model.predict([text])

    assert found is None
    assert confidence > 0.5


def test_model_survives_bytes(model: IntentModel) -> None:
    texts = ["a voucher please", "wifi?", "what is the capital of chad"]

    again = IntentModel.from_bytes(model.to_bytes()).predict(texts)

    assert [label for label, _ in again] == [label for label, _ in model.predict(texts)]
    assert [sure for _, sure in again] == pytest.approx([sure for _, sure in model.predict(texts)], abs=0.02)


def test_model_of_another_encoder_is_refused(model: IntentModel, monkeypatch: pytest.MonkeyPatch) -> None:
    data = model.to_bytes()
    monkeypatch.setattr("agents.understanding.intents.model.fingerprint", lambda: "another")

    with pytest.raises(StaleModelError):
        IntentModel.from_bytes(data)


def test_train_takes_out_of_scope_examples() -> None:
    strange = [("sing me a song about trains", "oos"), ("what do you think of chess", "oos")]

    model = train(EXAMPLES + strange)

    assert "oos" not in model.labels
    assert [label for label, _ in model.predict(["sing me a song about boats"])] == [None]


def test_train_refuses_nothing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        train([("hello", "oos")])


def test_train_takes_one_example_of_one_intent() -> None:
    model = train([("do you sell gift cards", "gift_card")])

    assert model.predict(["do you sell gift cards"])[0][0] == "gift_card"


def test_predict_of_nothing_is_empty(model: IntentModel) -> None:
    assert model.predict([]) == []


def test_changes_tells_which_sentences_would_be_read_differently(model: IntentModel) -> None:
    richer = train(
        [*EXAMPLES, *((text, "parking") for text in ("where can i park", "is parking free", "car park nearby"))]
    )

    found = changes(model, richer, ["is there somewhere to park?", "do you sell vouchers"])

    assert [(change.text, change.before, change.after) for change in found] == [
        ("is there somewhere to park?", None, "parking")
    ]


def test_unsure_gives_the_least_sure_first(model: IntentModel) -> None:
    found = unsure(model, ["do you sell gift cards", "a present, or maybe the internet"])

    assert [confidence for _, _, confidence in found] == sorted(confidence for _, _, confidence in found)
    assert "do you sell gift cards" not in [text for text, _, _ in found]
