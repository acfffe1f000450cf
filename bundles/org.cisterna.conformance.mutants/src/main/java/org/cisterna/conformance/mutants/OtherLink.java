// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import java.time.Instant;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** A link around another one; faults override what they change. */
class OtherLink implements Link {

    private final Link inner;

    OtherLink(Link inner) {
        this.inner = inner;
    }

    final Link inner() {
        return inner;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        inner.write(bytes, deadline);
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        return inner.read(max, until);
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
