// SPDX-License-Identifier: Apache-2.0
package org.cisterna.process;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** No component: it starts before there are any. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class ProcessActivator implements BundleActivator {

    /**
     * System property that is there from the moment when everything but this bundle has stopped: it starts before all others, so it stops after
     * them. The commands wait for it before they stop the devices; the launcher's own thread does not come back while the process ends.
     */
    static final String STOPPED = "org.cisterna.process.stopped";

    private @Nullable Thread ending;
    private @Nullable QuietStart quiet;

    @Override
    public void start(BundleContext context) {
        System.clearProperty(STOPPED);
        Framework framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(Framework.class);
        // a shutdown hook is a thread by its nature: only the JDK starts it, when the process ends
        Thread hook =
                new Thread(new Ending(framework, words -> System.err.println("cisterna: " + words)), "cisterna-ending");
        Runtime.getRuntime().addShutdownHook(hook);
        ending = hook;
        quiet = new QuietStart();
    }

    @Override
    public void stop(BundleContext context) {
        if (quiet != null) {
            quiet.close();
        }
        if (ending != null) {
            forget(ending);
        }
        System.setProperty(STOPPED, "true");
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // the process ends already, and this stop is the hook's own doing
            return;
        }
    }
}
