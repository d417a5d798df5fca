# glibc is required: Temporal's native core does not run on musl. To have exactly the same base again, give its digest:
#   docker build --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:… .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.js scripts/
COPY src src
COPY okta-emulator okta-emulator
COPY demo demo
RUN npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/keep-one-core.js scripts/
RUN npm ci --omit=dev --ignore-scripts && node scripts/keep-one-core.js

FROM ${NODE_IMAGE}
# Temporal's core takes the certificate authorities of the system. Debian serves only the newest version of each package: there is none to pin.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# Nothing here needs `__proto__`, by which a key of a JSON object could change all objects.
ENV NODE_ENV=production NODE_OPTIONS="--enable-source-maps --disable-proto=throw"
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY bin bin
# By number, so that Kubernetes can see that it is not root. It is the image's user node.
USER 1000:1000
ENTRYPOINT ["tini", "--", "node", "bin/preenroll.js"]
CMD ["--help"]
