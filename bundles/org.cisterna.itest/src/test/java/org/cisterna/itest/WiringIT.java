// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The whole product, from inside: everything resolves, starts, and finds what it asked for. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WiringIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] product() {
        return Exam.product("cisterna");
    }

    @Test
    public void runsInAFramework() {
        assertNotNull("inside a framework", FrameworkUtil.getBundle(WiringIT.class));
    }

    @Test
    public void everyBundleIsActive() {
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            assertEquals("state of " + bundle, fragment ? Bundle.RESOLVED : Bundle.ACTIVE, bundle.getState());
        }
    }

    @Test
    public void houseTimeAndPumpTimeAreThere() throws Exception {
        for (String kind : List.of("house", "pump")) {
            Filter wanted =
                    context.createFilter("(&(objectClass=org.cisterna.time.TimeSource)(cisterna.time=" + kind + "))");
            ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, wanted, null);
            tracker.open();
            try {
                assertNotNull(kind + " time", tracker.waitForService(PATIENCE.toMillis()));
            } finally {
                tracker.close();
            }
        }
    }

    @Test
    public void theAddressAnswers() throws Exception {
        int port = Integer.parseInt(context.getProperty("org.osgi.service.http.port"));
        assertTrue(Http.awaitAnswer(port, "/health", PATIENCE).isPresent());
    }
}
