"""Django settings: typed values from the environment, one file, no per-developer variants."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

import languages
from config import environment as env
from config import stores
from config.language_models import language_models
from config.logins_elsewhere import social_logins
from config.logs import logging_settings
from config.objects import stores as file_stores
from config.openapi import SPECTACULAR_SETTINGS  # noqa: F401  # a setting
from config.theme import UNFOLD  # noqa: F401  # a setting
from embedded.postgres_files import APPLICATION_ROLE

BASE_DIR = env.ROOT
VAR_DIR = env.VAR

DEBUG = False
SECRET_KEY = env.secret_key()
# Seal the keys that seal columns (businesses.sealing): the first seals, the others still open.
MASTER_KEYS = env.master_keys()

# --- Hosts -----------------------------------------------------------------------------------------------------------
# Where people reach the platform; a business answers on <slug>.<PLATFORM_HOST> and on domains of its own.
PLATFORM_URL = env.text("PLATFORM_URL", "http://localhost:8000")
PLATFORM_HOST = urlsplit(PLATFORM_URL).hostname or "localhost"
ALLOWED_HOSTS = ["*"]  # TenantMiddleware answers 404 to every host without a Domain row: the table is the allow-list
USE_HTTPS = PLATFORM_URL.startswith("https://")
# `make run` sets it on a machine that only its owner reaches; config.safety refuses it elsewhere.
DEMO = env.flag("DEMO", default=False)

# How many proxies of ours each append to X-Forwarded-For: 0 believes none, and everybody behind a proxy is one address.
NUM_PROXIES = env.integer("NUM_PROXIES", 0)
ARE_PROXIES_SAID = bool(env.text("NUM_PROXIES"))

# --- Apps ------------------------------------------------------------------------------------------------------------
# Public schema: who the businesses and users are, and what crosses businesses. Each row of a business here carries its
# schema and a row-level-security policy (docs/tenancy.md).
SHARED_APPS = [
    "config",
    "tenants",
    "unfold",  # before django_tenants, which brings pages of the admin for another theme
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "django_tenants",
    "audit",
    "events",
    "payments",
    "directory",
    "billing",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    *("django_otp", "django_otp.plugins.otp_totp", "django_otp.plugins.otp_static"),
    "channels",
    "csp",
    "django_celery_beat",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "phonenumber_field",
    "rest_framework",
]
# A schema per business.
TENANT_APPS = [
    "django.contrib.admin",
    "businesses",
    "reports",
    "knowledge",
    "agents",
    "experiments",
    "conversations",
    "artifacts",
    "workflows",
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]
TENANT_MODEL = "tenants.Business"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True  # one SET search_path per checkout of a connection instead of one per cursor
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
ROOT_URLCONF = "config.urls"
PUBLIC_SCHEMA_URLCONF = "config.urls_platform"
ASGI_APPLICATION = "config.asgi.application"

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "config.turns.TurnMiddleware",
    "tenants.correlation.CorrelationMiddleware",
    "config.problems.ProblemMiddleware",
    "tenants.limits.caller.CallerMiddleware",
    "config.privacy.PrivacyMiddleware",
    "config.plain_text.PlainTextMiddleware",
    "tenants.middleware.TenantMiddleware",
    "tenants.refusals.RefusalMiddleware",
    "conversations.widget.cors.CorsMiddleware",
    "config.tls.ProgramsByTls",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.middleware.SessionOfThisHostMiddleware",
    "tenants.visits.VisitMiddleware",
    "tenants.preferences.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tenants.context_processors.business",
            ],
        },
    }
]

# --- PostgreSQL and Redis --------------------------------------------------------------------------------------------
DATABASE_POOL_SIZE = env.integer("DATABASE_POOL_SIZE", 20)
# DATABASE_URL logs in as the owner of the tables; outside of migrations work is done as this role, which owns none.
DATABASE_ROLE = APPLICATION_ROLE
DATABASES: dict[str, Any] = {
    "default": stores.database(
        env.required("DATABASE_URL", "`make run` sets it; see docs/deployment.md for your own server."),
        role=DATABASE_ROLE,
        pool_size=DATABASE_POOL_SIZE,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Connections that one business may hold for its requests.
BUSINESS_CONNECTIONS = env.integer("BUSINESS_CONNECTIONS", max(2, DATABASE_POOL_SIZE // 4))
# Threads that carry the ORM work of sockets (tenants.context.run_in_tenant); each holds at most one connection.
TENANT_THREADS = env.integer("TENANT_THREADS", 8)
REDIS_URL = env.required("REDIS_URL", "`make run` sets it; see docs/deployment.md for your own server.")
# Before the names of sockets' groups and of what limits count: more than one deployment may share a Redis.
REDIS_PREFIX = env.text("CHANNEL_PREFIX", "xseven")
CACHES = {"default": stores.cache(REDIS_URL, connections=env.integer("REDIS_CONNECTIONS", 16))}
CHANNEL_LAYERS = {"default": stores.channel_layer(REDIS_URL, prefix=REDIS_PREFIX)}

# --- Background work -------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 60
# A task whose worker was killed is handed to another after this, longer than any task may take.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 120, "socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_WORKER_CONCURRENCY = env.integer("TASK_PLACES", 3)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
TEMPORAL_ADDRESS = env.text("TEMPORAL_ADDRESS", "localhost:7233")
TEMPORAL_NAMESPACE = env.text("TEMPORAL_NAMESPACE", "default")
TEMPORAL_TASK_QUEUE = env.text("TEMPORAL_TASK_QUEUE", "xseven")
TEMPORAL_UI_URL = env.text("TEMPORAL_UI_URL")
KAFKA_BOOTSTRAP_SERVERS = env.text("KAFKA_BOOTSTRAP_SERVERS")

# --- People ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["tenants.authentication.MembershipBackend"]
PASSWORD_HASHERS = ["tenants.hashing.PatientHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "tenants.passwords.HouseWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/staff/"
OTP_TOTP_ISSUER = "X-Seven"
# Buttons to sign in by, each where its client id is set; the addresses to register there are in docs/deployment.md.
SOCIAL_LOGINS = social_logins()
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if USE_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrftoken" if USE_HTTPS else "csrftoken"
SECURE_HSTS_INCLUDE_SUBDOMAINS = USE_HTTPS  # businesses answer below the platform's host
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if USE_HTTPS else 0
SECURE_SSL_REDIRECT = USE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("TRUST_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
LARGEST_BODY = env.integer("LARGEST_BODY", 2_000_000)  # bytes of a request, files included (config.bodies)

# --- API -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tenants.api.keys.ApiKeyAuthentication",
        "tenants.api.authentication.BusinessJWTAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["tenants.rules.Nobody"],  # a view that names none answers nobody
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.parsing.PlainJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problems.problem_response",
    "DEFAULT_THROTTLE_RATES": {
        "token": "10/min",
        "hold": "30/min",
        "quote": "90/min",
        "conversation": "60/min",
        "message": "120/min",
        "read": "300/min",
    },
    "NUM_PROXIES": NUM_PROXIES,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "UPDATE_LAST_LOGIN": False,
}

# --- Language, time, files -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
# Those that have a file of words (languages/words); what each is called is Django's to know and to translate.
LANGUAGES = [(code, _(LANG_INFO[code]["name"])) for code in languages.codes()]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
FORMS_URLFIELD_ASSUME_HTTPS = True
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
# Set where `collectstatic` has run (make run, the image): names then carry a hash and are cached for good.
STATIC_IS_COLLECTED = env.flag("STATIC_IS_COLLECTED", default=False)
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = file_stores(static_is_collected=STATIC_IS_COLLECTED)
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_IS_COLLECTED

# --- Mail ------------------------------------------------------------------------------------------------------------
# Every mail to a customer is a row first (workflows.SentMail). Without an SMTP server mails end in files: whoever can
# read those runs the machine, and hands links on to the people they are for.
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "frontdesk@localhost")

# --- Language models --------------------------------------------------------------------------------------------------
# The platform's own; without any, and in businesses that name none, everything is answered here (agents.llm).
LANGUAGE_MODELS = language_models()
SOURCES_PRIVATE_ADDRESSES = frozenset(map(str.lower, env.names("SOURCES_PRIVATE_ADDRESSES")))  # as theirs, of documents

# --- Cards ------------------------------------------------------------------------------------------------------------
# The platform's own account at Stripe, for what businesses pay; without a key they pay by bank transfer.
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET")
STRIPE_API_URL = env.text("STRIPE_API_URL")

LOGGING = logging_settings(level=env.text("LOG_LEVEL", "INFO"), as_json=env.flag("LOG_JSON", default=False))
LOGGING_CONFIG = "config.logs.configure"
