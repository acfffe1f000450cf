// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import org.cisterna.dosing.DosingEngine;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Proposal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The engine as a service: it needs nothing, for a request brings everything with it. */
@Component(name = "org.cisterna.dosing.engine", service = DosingEngine.class)
public final class RuleEngine implements DosingEngine {

    private final Rules rules = new Rules();

    /** Ready at once. */
    @Activate
    public RuleEngine() {}

    @Override
    public Proposal propose(DosingRequest request) {
        return rules.propose(request);
    }
}
