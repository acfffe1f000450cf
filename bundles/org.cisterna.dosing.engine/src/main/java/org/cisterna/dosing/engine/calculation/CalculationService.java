// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import org.cisterna.dosing.calculation.Calculated;
import org.cisterna.dosing.calculation.CalculationEngine;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The calculations as a service: it needs nothing, for a request brings everything with it. */
@Component(name = "org.cisterna.dosing.calculation", service = CalculationEngine.class)
public final class CalculationService implements CalculationEngine {

    private final Calculations calculations = new Calculations();

    /** Ready at once. */
    @Activate
    public CalculationService() {}

    @Override
    public Calculated calculate(CalculationRequest request) {
        return calculations.calculate(request);
    }
}
