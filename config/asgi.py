"""The web process: HTTP and sockets."""

from __future__ import annotations

import gc
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from channels.routing import ProtocolTypeRouter, URLRouter  # settings must be named before Django loads
from django.core.asgi import get_asgi_application

http = get_asgi_application()

from config.bodies import BodyLimit  # noqa: E402  # models load only after the application exists
from config.routing import websocket_urlpatterns  # noqa: E402
from config.safety import refuse_unsafe_start  # noqa: E402
from config.turns import TurnGate  # noqa: E402
from conversations.widget.origins import OriginMiddleware  # noqa: E402
from tenants.asgi import TenantSocketMiddleware  # noqa: E402
from tenants.limits.sockets import SocketGate  # noqa: E402

refuse_unsafe_start()
application = ProtocolTypeRouter(
    {
        "http": TurnGate(BodyLimit(http)),
        "websocket": SocketGate(TenantSocketMiddleware(OriginMiddleware(URLRouter(websocket_urlpatterns)))),
    }
)

from conversations.engine.warming import warm_up  # noqa: E402  # last: nothing above needs it

# Before the server opens its port: whoever is answered, is answered at once. All that is loaded now stays, and the
# garbage collector need not walk through it while customers wait.
warm_up()
gc.freeze()

# Who comes back from waiting for the database gets the interpreter within a millisecond, not within the usual five of
# each thread that reckons: a reply waits some twenty times.
sys.setswitchinterval(0.001)
