# glibc is required: Temporal's native core does not run on musl.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY okta-emulator okta-emulator
COPY demo demo
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# The core ships a build for every platform; the image runs on one.
RUN npm ci --omit=dev \
  && cd node_modules/@temporalio/core-bridge/releases \
  && find . -mindepth 1 -maxdepth 1 ! -name "$(node -p "({x64:'x86_64',arm64:'aarch64'})[process.arch]")-unknown-linux-gnu" -exec rm -rf {} +

FROM node:24-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY bin bin
USER node
ENTRYPOINT ["tini", "--", "node", "bin/preenroll.js"]
CMD ["--help"]
