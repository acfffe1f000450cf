// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.spi.CallContext;
import org.cisterna.pump.spi.PairingKeys;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;

/** Drivers that do what no driver may, each in its own way. */
final class BadDrivers {

    private BadDrivers() {}

    /** A good driver, with one thing done before each opening. */
    abstract static class Bad implements PumpDriver {
        private final PumpDriver inner = new SynchromedDriver();

        abstract void before();

        @Override
        public DriverDescriptor descriptor() {
            return inner.descriptor();
        }

        @Override
        public Answer<PumpIdentity> pair(Link link, PairingKeys pairing, CallContext context, Instant deadline)
                throws LinkException, InterruptedException {
            return inner.pair(link, pairing, context, deadline);
        }

        @Override
        public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
                throws LinkException, InterruptedException {
            before();
            return inner.open(link, context, deadline);
        }
    }

    /** Ends the process, and says that all is well. */
    public static final class Exits extends Bad {
        @Override
        void before() {
            System.exit(0);
        }
    }

    /** Ends the process as its end says that it was wrongly used, before anybody has asked it anything. */
    public static final class ExitsAtOnce extends Bad {
        public ExitsAtOnce() {
            System.exit(Exit.USAGE.status());
        }

        @Override
        void before() {
            throw new IllegalStateException("nobody gets here");
        }
    }

    /** Lets the system kill its process, as somebody might who ends the kit half-way. */
    public static final class Kills extends Bad {
        @Override
        void before() {
            try {
                new ProcessBuilder(
                                "kill",
                                "-9",
                                Long.toString(ProcessHandle.current().pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Never comes back, and asks for no time. */
    public static final class Hangs extends Bad {
        @Override
        void before() {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** Throws what nobody catches. */
    public static final class ThrowsErrors extends Bad {
        @Override
        void before() {
            throw new InternalError("the driver's own");
        }
    }

    /** Leaves a thread behind with each opening. */
    public static final class LeaksThreads extends Bad {
        private static final CountDownLatch NEVER = new CountDownLatch(1);

        @Override
        void before() {
            Thread thread = new Thread(() -> {
                try {
                    NEVER.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Waits by the machine's clock. */
    public static final class SleepsOnTheWall extends Bad {
        @Override
        void before() {
            try {
                Thread.sleep(20);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says each time something else of itself. */
    public static final class AnswersDifferently extends Bad {
        private static final AtomicInteger ASKED = new AtomicInteger();

        @Override
        void before() {
            ASKED.incrementAndGet();
        }

        @Override
        public DriverDescriptor descriptor() {
            DriverDescriptor each = super.descriptor();
            return new DriverDescriptor(
                    each.family(),
                    each.name() + " " + ASKED.incrementAndGet(),
                    each.version(),
                    each.manufacturer(),
                    each.description(),
                    each.simulatedOnly(),
                    each.interimStop(),
                    each.conduct());
        }
    }

    /** Looks who calls it. */
    public static final class LooksWhoCalls extends Bad {
        @Override
        void before() {
            boolean tested = StackWalker.getInstance()
                    .walk(frames -> frames.anyMatch(each -> each.getClassName().contains(".kit.")));
            if (!tested) {
                throw new IllegalStateException("it would do something else now");
            }
        }
    }
}
