// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.util.Optional;
import org.cisterna.pump.Answer;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Preview;

/** Asks the driver, on a session, what it would send for a plan. Nothing of the plan is sent. */
final class PreviewRun {

    private PreviewRun() {}

    static Answer<Preview> run(Parts parts, Plan plan, Turn turn) {
        Answer<HostSession> opened = parts.sessions().open(plan.pump(), false, turn, new FrameRecorder());
        if (!(opened instanceof Answer.Done<HostSession> session)) {
            return Answer.refused(opened.violations());
        }
        Called<Answer<Preview>> called = session.value().preview(plan);
        session.value().close();
        Optional<DriverDescriptor> driver = parts.keys()
                .bond(plan.pump())
                .flatMap(bond -> parts.drivers().running(bond.family()))
                .flatMap(slot -> slot.known().descriptor());
        if (driver.isPresent() && !driver.get().digest().equals(plan.driver())) {
            return Answer.refused(Refusals.driverChanged(
                    driver.get().name() + " " + driver.get().version()));
        }
        return answered(parts, plan, called, turn)
                .then(preview -> preview.equals(Preview.of(plan))
                        ? Answer.done(preview)
                        : Answer.refused(Gate.differs(preview, plan)));
    }

    /** What the driver answered; that it refuses a plan made for what it declares is told of it. */
    static Answer<Preview> answered(Parts parts, Plan plan, Called<Answer<Preview>> called, Turn turn) {
        Answer<Preview> answer = Sessions.answered(called, turn);
        if (called instanceof Called.Value<Answer<Preview>> && !answer.isDone()) {
            parts.keys().bond(plan.pump()).ifPresent(bond -> parts.drivers()
                    .refusedPlan(bond.family(), plan.pump().text(), answer.violations()));
        }
        return answer;
    }
}
