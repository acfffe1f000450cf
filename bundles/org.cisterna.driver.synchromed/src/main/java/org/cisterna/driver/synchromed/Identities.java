// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.synchromed;

import java.time.Duration;
import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.dialogue.DrivenPumps;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** Who a pump says it is, in the words of the platform. */
final class Identities {

    /** Pumps of the first firmware are programmed; others are read and stopped only. */
    static final DrivenPumps DRIVEN = new DrivenPumps(SynchromedDriver.MANUFACTURER, 1);

    private Identities() {}

    /** The identity, or why a pump like this cannot be driven. */
    static Answer<PumpIdentity> understood(IdentityAnswer answer, Optional<FunctionsAnswer> functions) {
        Answer<PumpIdentity> identity = DRIVEN.identity(
                answer.manufacturer(),
                answer.serial(),
                answer.model(),
                answer.firmware(),
                () -> capabilities(answer, functions));
        return answer.residualOnTop()
                ? identity
                : identity.then(any -> Answer.refused(DrivenPumps.unsupported(
                        "residual volume", "part of the usable volume", "on top of the usable volume")));
    }

    private static Capabilities capabilities(IdentityAnswer answer, Optional<FunctionsAnswer> functions) {
        return new Capabilities(
                new Range<>(new FlowRate(answer.lowestRate()), new FlowRate(answer.highestRate())),
                new FlowRate(answer.rateGrid()),
                answer.mostSteps(),
                Duration.ofMinutes(answer.startGridMinutes()),
                new Volume(answer.usableReservoir()),
                new Volume(answer.residual()),
                new Volume(answer.tubing()),
                new Volume(answer.lowReservoir()),
                answer.accuracyPerMille(),
                Source.CALCULATED,
                answer.interimStopMillis() == 0
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(answer.interimStopMillis())),
                functions.map(each -> each.functions(answer.dayPatterns())));
    }
}
