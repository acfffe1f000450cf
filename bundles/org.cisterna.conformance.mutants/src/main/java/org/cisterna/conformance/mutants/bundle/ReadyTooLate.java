// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants.bundle;

import java.time.Instant;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.PumpSession;
import org.cisterna.pump.spi.SessionContext;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers its service, and prepares itself afterwards. */
public final class ReadyTooLate implements BundleActivator {

    private Optional<ServiceRegistration<PumpDriver>> registration = Optional.empty();

    @Override
    public void start(BundleContext context) {
        Unprepared driver = new Unprepared();
        registration = Optional.of(context.registerService(PumpDriver.class, driver, null));
        driver.prepared = true;
    }

    @Override
    public void stop(BundleContext context) {
        registration.ifPresent(ServiceRegistration::unregister);
    }

    private static final class Unprepared extends Carried {
        private boolean prepared;

        @Override
        public Answer<PumpSession> open(Link link, SessionContext context, Instant deadline)
                throws LinkException, InterruptedException {
            if (!prepared) {
                throw new IllegalStateException("the tables are not read yet");
            }
            return super.open(link, context, deadline);
        }
    }
}
