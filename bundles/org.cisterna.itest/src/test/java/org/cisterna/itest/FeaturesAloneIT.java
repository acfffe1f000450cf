// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.osgi.framework.Bundle;

/** A feature that was never started alone does not exist. */
@RunWith(Parameterized.class)
public final class FeaturesAloneIT {

    @Parameterized.Parameters(name = "{0}")
    public static List<String> features() {
        return List.of(
                "core",
                "audit",
                "dosing",
                "pumps",
                "therapy",
                "records",
                "drivers",
                "conformance",
                "rest",
                "console",
                "simulators",
                "cisterna-without-simulators");
    }

    private final String feature;

    public FeaturesAloneIT(String feature) {
        this.feature = feature;
    }

    @Test
    public void startsWithWhatItNeeds() throws Exception {
        try (Platform platform = Platform.start(Product.named(feature), Product.newFolder(feature))) {
            for (Bundle bundle : platform.bundles()) {
                int expected = Platform.isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE;
                assertEquals("state of " + bundle, expected, bundle.getState());
            }
        }
    }
}
