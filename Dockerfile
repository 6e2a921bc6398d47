# syntax=docker/dockerfile:1

# What the build needs stays behind here.
FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The image has Node 24: the one that a checkout brings along is for older machines.
RUN npm ci --ignore-scripts
COPY . .
# What `npm run build` does: the server, and the console that it shows.
RUN node scripts/build.ts && node scripts/build-web.js

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE /build/schema.graphql ./
COPY --from=build /build/bin ./bin
COPY --from=build /build/dist ./dist
# Settings are mounted at /etc/trunkline; all that is written goes to the volume.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 4000
# It asks /health without a shell or curl.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "bin/is-healthy.js"]
# Node is the first process and hears SIGTERM and SIGHUP itself.
ENTRYPOINT ["node", "bin/trunkline.js"]
CMD ["--settings", "/etc/trunkline/trunkline.yaml"]
