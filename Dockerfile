# The image of the messaging back end. docs/image.md describes its content, the reasons and the costs.

# Contains a JDK (17 or newer; 25 starts fastest) and Maven. Only a Java runtime made from it, and the build's output,
# become part of the image.
ARG BUILD_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-25
# Debian, or another distribution with glibc, bash and coreutils.
ARG BASE_IMAGE=docker.io/library/debian:bookworm-slim


# ---- Java and the server, which change least ----
FROM ${BUILD_IMAGE} AS runtime
WORKDIR /src
# The modules that an application server requires: no compiler, no user interface.
RUN jlink --output /opt/java --no-man-pages --no-header-files --include-locales en --add-modules \
java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,\
jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.xml.dom,jdk.zipfs
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main/liberty src/main/liberty
# The Open Liberty of the tests, reduced to the features of server.xml, including those of TRACING=on and BROKER=on.
# server.env contains a generated password.
RUN mvn -B -q liberty:create@server \
 && rm -f target/liberty/wlp/usr/servers/messaging/server.env \
 && TRACING=on BROKER=on target/liberty/wlp/bin/server package messaging --include=minify --archive=/tmp/server.zip \
 && mkdir /opt/unpacked && cd /opt/unpacked && jar xf /tmp/server.zip \
 && rm -rf /tmp/server.zip wlp/usr wlp/templates wlp/bin/*.bat wlp/bin/tools/win \
 && chmod -R u=rwX,g=rX,o= wlp && chmod ug+x wlp/bin/server \
 && mv wlp /opt/wlp


# ---- The application ----
FROM runtime AS build
COPY src src
COPY image image
# The tests have run before. They are compiled here, because one of their tools warms the server up.
RUN mvn -B -q package liberty:deploy@server -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true \
 && mvn -B -q dependency:copy-dependencies -DincludeScope=test -DoutputDirectory=/src/target/test-libraries \
 && image/assemble /image


# ---- The runtime, not warmed up ----
FROM ${BASE_IMAGE} AS cold
COPY --from=runtime --chown=1001:0 /opt/java /opt/java
COPY --from=runtime --chown=1001:0 /opt/wlp /opt/wlp
COPY --from=build --chown=1001:0 /image/libraries /
COPY --from=build --chown=1001:0 /image/server /
COPY --from=build --chown=1001:0 /image/app /
ENV JAVA_HOME=/opt/java \
    PATH=/app/bin:/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 \
    WLP_OUTPUT_DIR=/tmp/liberty \
    MALLOC_ARENA_MAX=2 \
    WLP_LOGGING_CONSOLE_FORMAT=json \
    WLP_LOGGING_CONSOLE_SOURCE=message,accessLog \
    WLP_LOGGING_MESSAGE_SOURCE= \
    WLP_LOGGING_MESSAGE_FORMAT=json


# ---- One start in advance, which caches the server's resolved features and Java's classes ----
FROM cold AS warm
WORKDIR /src
COPY --from=build /src/target/classes target/classes
COPY --from=build /src/target/test-classes target/test-classes
COPY --from=build /src/target/test-libraries target/test-libraries
RUN mkdir -p /app/warm \
 && java -Dliberty.home=/opt/wlp -cp 'target/classes:target/test-classes:target/test-libraries/*' \
      messaging.launch.WarmUp /app/warm/classes.aot \
 && rm -rf /tmp/liberty/messaging/logs /tmp/liberty/messaging/tranlog /tmp/liberty/messaging/workarea/ltpa.keys \
 && mv /tmp/liberty /app/warm/liberty && chmod -R u=rwX,g=rX,o= /app/warm


# ---- The image ----
FROM cold
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Messaging back end" \
      org.opencontainers.image.description="Accounts, conversations and messages over a REST API, on Open Liberty" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=warm --chown=1001:0 /app/warm /app/warm
# Any user in the group root works.
USER 1001:0
WORKDIR /app
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s --retries=3 CMD ["/app/bin/healthcheck"]
ENTRYPOINT ["/app/bin/messaging-server"]
