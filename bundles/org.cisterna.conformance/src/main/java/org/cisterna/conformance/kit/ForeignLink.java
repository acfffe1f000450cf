// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** A link on which, from a moment on, another pump answers: with what it once said to somebody. */
final class ForeignLink implements Link {

    private final Link inner;
    private final Deque<byte[]> answers;
    private boolean foreign;

    ForeignLink(Link inner, List<byte[]> answers) {
        this.inner = inner;
        this.answers = new ArrayDeque<>(answers);
    }

    /** From now on. */
    void answersForeign() {
        foreign = true;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        inner.write(bytes, deadline);
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        byte[] own = inner.read(max, until);
        if (!foreign || own.length == 0) {
            return own;
        }
        byte[] other = answers.poll();
        return other == null ? new byte[0] : other;
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public void close() {
        inner.close();
    }
}
