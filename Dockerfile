# The product's image: one image for web, worker, beat, Temporal worker and relay (docker-compose.yml names the commands).
FROM python:3.11-slim-bookworm AS build
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 VIRTUAL_ENV=/opt/venv
WORKDIR /src
COPY requirements requirements
RUN python -m venv /opt/venv && pip install --no-cache-dir --requirement requirements/uv.txt \
    && uv pip install --python /opt/venv/bin/python --no-cache --override requirements/without.txt --requirement requirements/base.txt

# The encoder's file needs torch to be made and not to be used, so torch stays behind in this stage.
FROM build AS encoder
RUN python -m venv /opt/build && uv pip install --python /opt/build/bin/python --no-cache \
    --override requirements/without.txt --requirement requirements/base.txt --requirement requirements/torch.txt --requirement requirements/build.txt
COPY . .
RUN MODELS_DIR=/opt/models /opt/build/bin/python -m encoding.export

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings XSEVEN_VAR=/srv/var MODELS_DIR=/srv/models
RUN useradd --system --create-home --home-dir /srv --uid 10001 xseven
WORKDIR /srv/app
COPY --from=build /opt/venv /opt/venv
COPY --from=encoder /opt/models /srv/models
COPY . .
# Collecting static files needs the settings and no server: these addresses are never opened.
RUN mkdir -p /srv/var/media && SECRET_KEY=unused STATIC_IS_COLLECTED=1 DATABASE_URL=postgresql://unused/unused REDIS_URL=redis://unused \
    python manage.py collectstatic --no-input --verbosity=0 && chown -R xseven /srv/var
ENV STATIC_IS_COLLECTED=1
USER xseven
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["python", "-m", "embedded", "exec", "web"]
