// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest.bad;

import java.time.Instant;
import java.util.List;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.wire.FoundPump;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers a driver, and the way to its only pump; the header {@code Bad} of the bundle says what is wrong with it. */
public final class BadActivator implements BundleActivator {

    /** The header that names the fault. */
    public static final String HEADER = "Bad";

    @Override
    public void start(BundleContext context) throws InterruptedException {
        String fault = context.getBundle().getHeaders("").get(HEADER);
        switch (fault) {
            case "start-throws" -> throw new IllegalStateException("the vendor's start threw");
            case "start-blocks" -> Forever.block();
            default -> {
                String family = fault.startsWith("twin") ? "bad-twin" : "bad-" + fault;
                context.registerService(LinkProvider.class, new BadLinks(family), null);
                context.registerService(PumpDriver.class, new BadDriver(family, fault), null);
            }
        }
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services back
    }

    /** One pump, behind a link over which nothing ever comes. */
    private record BadLinks(String family) implements LinkProvider {

        @Override
        public String scheme() {
            return family;
        }

        @Override
        public List<FoundPump> found() {
            return List.of(new FoundPump(family + ":1", BadDriver.MANUFACTURER, BadDriver.SERIAL + family, true));
        }

        @Override
        public Link open(String address, Instant deadline) {
            return new Silence();
        }
    }

    private static final class Silence implements Link {
        private volatile boolean open = true;

        @Override
        public void write(byte[] bytes, Instant deadline) {
            // nobody hears it
        }

        @Override
        public byte[] read(int max, Instant until) {
            return new byte[0];
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
