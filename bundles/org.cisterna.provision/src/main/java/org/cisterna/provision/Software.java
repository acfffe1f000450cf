// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The bundles of a framework at one moment. Immutable.
 *
 * @param bundles each by its symbolic name and, where that is taken, its number
 * @param stopping whether the framework is on its way down, when bundles go and nobody took them out
 */
record Software(Map<String, Part> bundles, boolean stopping) {

    /**
     * A bundle.
     *
     * @param version of it
     * @param state {@code running}, {@code installed} or {@code stopped}
     * @param changed when it was last installed or updated, in milliseconds of the framework's clock: only ever compared
     */
    record Part(String version, String state, long changed) {}

    Software {
        bundles = Map.copyOf(bundles);
    }

    /** As it is now. */
    static Software of(BundleContext context) {
        Map<String, Part> parts = new TreeMap<>();
        for (Bundle each : context.getBundles()) {
            String name = each.getSymbolicName() == null ? each.getLocation() : each.getSymbolicName();
            Part part = new Part(each.getVersion().toString(), state(each), each.getLastModified());
            if (parts.putIfAbsent(name, part) != null) {
                parts.put(name + " (" + each.getBundleId() + ")", part);
            }
        }
        int system = context.getBundle(0).getState();
        return new Software(parts, system == Bundle.STOPPING || system == Bundle.RESOLVED);
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            // a component that is started when somebody needs it stays in STARTING until then
            case Bundle.ACTIVE, Bundle.STARTING -> "running";
            case Bundle.INSTALLED -> "installed";
            default -> "stopped";
        };
    }
}
