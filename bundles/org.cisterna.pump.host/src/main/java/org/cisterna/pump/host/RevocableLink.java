// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.time.Instant;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** A link that the host can take back: afterwards nothing goes through it any more, whoever still holds it. */
final class RevocableLink implements Link {

    private final Link link;
    private volatile boolean revoked;
    private volatile boolean closed;

    RevocableLink(Link link) {
        this.link = link;
    }

    /**
     * Takes it back. Does not block, and does not close the link below.
     *
     * @return whether that is still to be closed
     */
    boolean revoke() {
        revoked = true;
        return !closed;
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        check();
        link.write(bytes.clone(), deadline);
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        check();
        byte[] bytes = link.read(max, until);
        check();
        return bytes;
    }

    private void check() throws LinkException {
        if (revoked) {
            throw new LinkException(LinkException.Reason.CUT, "the host has taken this link back");
        }
    }

    @Override
    public boolean isOpen() {
        return !revoked && link.isOpen();
    }

    @Override
    public void close() {
        revoked = true;
        link.close();
        closed = true;
    }
}
