// SPDX-License-Identifier: Apache-2.0
package org.cisterna.logging.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogReaderService;
import org.slf4j.LoggerFactory;

final class ForwarderTest {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void listen() {
        written.start();
        root.addAppender(written);
    }

    @AfterEach
    void stop() {
        root.detachAppender(written);
    }

    @Test
    void passesOnLevelNameMessageAndCause() {
        IllegalStateException cause = new IllegalStateException("why");
        new Forwarder().logged(entry(1, "some.Thing", LogLevel.WARN, "it {} happened", cause));
        assertThat(written.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(ch.qos.logback.classic.Level.WARN);
            assertThat(event.getLoggerName()).isEqualTo("some.Thing");
            assertThat(event.getFormattedMessage()).isEqualTo("it {} happened");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("why");
        });
    }

    @Test
    void namesTheBundleWhereTheEntryNamesNothing() {
        new Forwarder().logged(entry(1, "LogService.x", LogLevel.ERROR, "Invalid JSON", null));
        assertThat(written.list).singleElement().satisfies(event -> assertThat(event.getLoggerName())
                .isEqualTo("a.bundle"));
    }

    @Test
    void leavesOutEventsThatAreNoMessages() {
        Forwarder forwarder = new Forwarder();
        forwarder.logged(entry(1, "Events.Bundle.a.bundle", LogLevel.INFO, "BundleEvent STARTED", null));
        forwarder.logged(entry(2, "Events.Framework", LogLevel.ERROR, "FrameworkEvent ERROR", null));
        assertThat(written.list).extracting(ILoggingEvent::getMessage).containsExactly("FrameworkEvent ERROR");
    }

    @Test
    void passesOnWhatWasSaidBeforeItListenedOnceAndInOrder() {
        LogEntry first = entry(1, "a", LogLevel.INFO, "first", null);
        LogEntry second = entry(2, "a", LogLevel.INFO, "second", null);
        Forwarder forwarder = new Forwarder();
        LogReaderService reader =
                stub(LogReaderService.class, Map.of("getLog", Collections.enumeration(List.of(second, first))));
        forwarder.startListening(reader);
        // the reader's own thread delivers late what the memory had already
        forwarder.logged(second);
        forwarder.logged(entry(3, "a", LogLevel.INFO, "third", null));
        assertThat(written.list).extracting(ILoggingEvent::getMessage).containsExactly("first", "second", "third");
    }

    private static LogEntry entry(
            long sequence, String logger, LogLevel level, String message, @Nullable Throwable cause) {
        Bundle bundle = stub(Bundle.class, Map.of("getSymbolicName", "a.bundle"));
        return (LogEntry) Proxy.newProxyInstance(
                LogEntry.class.getClassLoader(),
                new Class<?>[] {LogEntry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSequence" -> sequence;
                    case "getLoggerName" -> logger;
                    case "getLogLevel" -> level;
                    case "getMessage" -> message;
                    case "getException" -> cause;
                    case "getBundle" -> bundle;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
