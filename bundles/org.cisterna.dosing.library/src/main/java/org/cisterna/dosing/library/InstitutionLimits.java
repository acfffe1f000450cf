// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.Map;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The institution's own limits, from configuration {@value #PID}: the limiter {@code institution}. Without a configuration, or with one
 * that is wrong, there is no such limiter, and what requires it is blocked.
 */
@Component(
        name = InstitutionLimits.PID,
        service = LimitProvider.class,
        configurationPid = InstitutionLimits.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class InstitutionLimits implements LimitProvider {

    /** Where the configuration stands; the keys are those of {@code docs/dosing.md}. */
    public static final String PID = "org.cisterna.dosing.institution";

    private final LimitSet limits;

    /**
     * Reads the configuration.
     *
     * @param properties as configured
     * @throws IllegalArgumentException naming every reason against it
     */
    @Activate
    public InstitutionLimits(Map<String, Object> properties) {
        limits = InstitutionConfiguration.read(properties);
    }

    @Override
    public String name() {
        return LimitProvider.INSTITUTION;
    }

    @Override
    public LimitSet limits() {
        return limits;
    }
}
