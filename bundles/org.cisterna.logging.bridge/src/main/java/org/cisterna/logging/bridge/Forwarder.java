// SPDX-License-Identifier: Apache-2.0
package org.cisterna.logging.bridge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Passes entries on, each once and in their order. Events of the framework (a bundle started, a service registered) are
 * no messages and are passed on only as warnings or worse. Thread-safe.
 */
final class Forwarder implements LogListener {

    private static final String EVENTS = "Events.";
    private static final String UNNAMED = "LogService";

    /** Sequence number of the newest entry that was passed on. */
    private long newest = Long.MIN_VALUE;

    /** Listens from now on, and passes on what the reader remembers before anything new. */
    synchronized void startListening(LogReaderService reader) {
        reader.addLogListener(this);
        // the reader remembers the newest first
        List<LogEntry> remembered = Collections.list(reader.getLog());
        List<LogEntry> inOrder = new ArrayList<>(remembered);
        Collections.reverse(inOrder);
        inOrder.forEach(this::logged);
    }

    @Override
    public synchronized void logged(LogEntry entry) {
        if (entry.getSequence() <= newest) {
            return;
        }
        newest = entry.getSequence();
        Level level = level(entry.getLogLevel());
        if (entry.getLoggerName().startsWith(EVENTS) && level.toInt() < Level.WARN.toInt()) {
            return;
        }
        Logger logger = LoggerFactory.getLogger(name(entry));
        logger.atLevel(level).setCause(entry.getException()).log(entry.getMessage());
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case AUDIT, INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }

    /** The logger's name; that of the bundle when the entry came without one. */
    private static String name(LogEntry entry) {
        String name = entry.getLoggerName();
        if (!name.startsWith(UNNAMED)) {
            return name;
        }
        String bundle = entry.getBundle() == null ? null : entry.getBundle().getSymbolicName();
        return bundle == null ? name : bundle;
    }
}
