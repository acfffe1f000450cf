// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkProvider;

/** Links to fake pumps. Remembers what went through them, and how much stood in the ledger at that moment. */
final class FakeLinks implements LinkProvider {

    /** Something that was written to a pump. */
    record Written(String address, String text, long ledgerSize) {}

    final List<Written> written = new CopyOnWriteArrayList<>();
    final List<FoundPump> found = new ArrayList<>();
    /** How many links are open. */
    int open;

    /** Why none can be opened. */
    Optional<String> trouble = Optional.empty();

    ScriptedDriver.Action atOpen = () -> {};
    Runnable atClose = () -> {};
    private final LongSupplier ledgerSize;

    FakeLinks(LongSupplier ledgerSize) {
        this.ledgerSize = ledgerSize;
    }

    @Override
    public String scheme() {
        return "fake";
    }

    @Override
    public List<FoundPump> found() {
        return List.copyOf(found);
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public Link open(String address, Instant deadline) throws LinkException {
        try {
            atOpen.act();
        } catch (LinkException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        if (found.stream().noneMatch(each -> each.address().equals(address))) {
            throw new LinkException(LinkException.Reason.UNKNOWN_ADDRESS, "nothing at " + address);
        }
        open++;
        return new FakeLink(address);
    }

    private final class FakeLink implements Link, ScriptedDriver.Addressed {
        private final String address;
        private boolean closed;

        FakeLink(String address) {
            this.address = address;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public void write(byte[] bytes, Instant deadline) throws LinkException {
            if (closed) {
                throw new LinkException(LinkException.Reason.CUT, "closed");
            }
            written.add(new Written(address, new String(bytes, StandardCharsets.US_ASCII), ledgerSize.getAsLong()));
        }

        @Override
        public byte[] read(int max, Instant until) throws LinkException {
            throw new LinkException(LinkException.Reason.CUT, "nothing is read here");
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            atClose.run();
            if (!closed) {
                closed = true;
                open--;
            }
        }
    }
}
