// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.bundle;

import java.time.Instant;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** When it is stopped it takes away what its own calls still use. */
public final class StoppedUnderway extends Carried {

    private boolean stopped;

    void deactivate() {
        stopped = true;
    }

    @Override
    public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
            throws LinkException, InterruptedException {
        return super.open(
                new Link() {
                    @Override
                    public void write(byte[] bytes, Instant by) throws LinkException {
                        link.write(bytes, by);
                        look();
                    }

                    @Override
                    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
                        byte[] bytes = link.read(max, until);
                        look();
                        return bytes;
                    }

                    @Override
                    public boolean isOpen() {
                        return link.isOpen();
                    }

                    @Override
                    public void close() {
                        link.close();
                    }
                },
                context,
                deadline);
    }

    private void look() {
        if (stopped) {
            throw new IllegalStateException("the component is deactivated");
        }
    }
}
