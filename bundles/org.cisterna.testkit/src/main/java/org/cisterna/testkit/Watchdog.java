// SPDX-License-Identifier: Apache-2.0
package org.cisterna.testkit;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds a participant that keeps the baton and cannot or does not go on. Looks at real time, because virtual time stands still then; it
 * decides only whether a run fails, never who runs.
 */
final class Watchdog {

    private final int limit;
    private long lastProgress = -1;
    private int looksWithoutProgress;

    Watchdog(int limit) {
        this.limit = limit;
    }

    /** What is wrong, in words, or null. Called about ten times a second. */
    @Nullable
    String look(long progress, @Nullable Participant running, List<Participant> alive) {
        if (running == null || progress != lastProgress) {
            lastProgress = progress;
            looksWithoutProgress = 0;
            return null;
        }
        looksWithoutProgress++;
        ThreadInfo info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(thread(running).getId());
        if (info == null) {
            return null;
        }
        for (Participant owner : alive) {
            if (owner != running && owner.thread != null && thread(owner).getId() == info.getLockOwnerId()) {
                return running.name() + " needs " + info.getLockName() + " at " + place(running) + ", but "
                        + owner.name() + " holds it while it waits for time; do not wait with a lock held";
            }
        }
        if (looksWithoutProgress >= limit) {
            return running.name() + " has kept the baton for " + limit / 10 + " real seconds, at " + place(running)
                    + "; it computes for too long or waits by other means than time";
        }
        return null;
    }

    /** The code a participant is in. */
    static String place(Participant participant) {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement frame : thread(participant).getStackTrace()) {
            text.append(text.isEmpty() ? "" : " < ").append(text(frame));
        }
        return text.toString();
    }

    /** A frame without the name of its class loader. */
    static String text(StackTraceElement frame) {
        return frame.getClassName()
                + '.'
                + frame.getMethodName()
                + '('
                + frame.getFileName()
                + ':'
                + frame.getLineNumber()
                + ')';
    }

    private static Thread thread(Participant participant) {
        return Objects.requireNonNull(participant.thread, "a participant that runs has a thread");
    }
}
