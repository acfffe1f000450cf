// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain;

import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.Proposal;
import org.cisterna.dosing.calculation.CalculationRequest;
import org.cisterna.dosing.calculation.Completion;
import org.cisterna.dosing.engine.RuleEngine;
import org.cisterna.dosing.engine.calculation.CalculationService;
import org.cisterna.dosing.library.InstitutionLimits;
import org.cisterna.dosing.library.ShippedLibrary;

/** The engine with the library that ships and the limits of the demo's institution: who asks is told what a person would be asked. */
final class EngineDesk {

    private static final ShippedLibrary LIBRARY = new ShippedLibrary();
    private static final List<LimitProvider> LIMITERS = List.of(
            LIBRARY,
            new InstitutionLimits(Map.of(
                    "institution",
                    "Demo institution",
                    "version",
                    "demo-1",
                    "ceilingDailyDose",
                    "baclofen 1000 mcg/day")));

    private final RuleEngine engine = new RuleEngine();
    private final CalculationService calculations = new CalculationService();

    Proposal propose(String request) {
        return engine.propose(DosingRequest.read(completed(request)).orElseThrow());
    }

    List<Finding> calculate(String request) {
        return calculations
                .calculate(CalculationRequest.read(completed(request)).orElseThrow())
                .findings();
    }

    private static JsonObject completed(String request) {
        return Completion.of((JsonObject) Json.parse(request), LIBRARY, LIMITERS)
                .request();
    }
}
