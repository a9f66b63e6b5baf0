# faultline in a container. It reads a repository that is mounted at /work, and needs to write nothing there:
#
#   docker build --tag faultline .
#   docker run --rm --network none --volume "$PWD:/work:ro" faultline check
#
# To write a report into the folder, mount it without :ro, and say --user "$(id -u):$(id -g)" so that the file is yours.

FROM node:24-alpine AS build
WORKDIR /faultline
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY schemas schemas
COPY src src
RUN node src/build/bundle.mjs

FROM node:24-alpine
# git is for --since. It trusts /work although that folder belongs to somebody else: the container is for reading it.
RUN apk add --no-cache git \
  && git config --system --add safe.directory /work \
  && ln -s /faultline/bin/faultline.js /usr/local/bin/faultline
COPY package.json LICENSE /faultline/
COPY bin /faultline/bin
COPY schemas /faultline/schemas
COPY --from=build /faultline/dist /faultline/dist
USER node
WORKDIR /work
ENTRYPOINT ["faultline"]
CMD ["check"]
