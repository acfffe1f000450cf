// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.kit.SimRigFactory;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.Answer;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverDescriptor;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.Plan;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Violation;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.pump.spi.Staged;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.junit.jupiter.api.Test;

/** What is declared to be missing or slow is no fault, and no rule may take it for one. */
final class NotBlamedTest {

    private static final long FASTEST = 1_000_000;
    private static final PumpDriver INNER = new SynchromedDriver();

    private static Verdict judged(String rule, UnaryOperator<OtherDriver> change) {
        return judged(rule, () -> change.apply(new OtherDriver(new SynchromedDriver())));
    }

    private static Verdict judged(String rule, Supplier<PumpDriver> drivers) {
        RuleId id = RuleId.parse(rule);
        return new Kit(drivers, new SimRigFactory(new SynchromedFamily()))
                .run(new KitOrder(Profile.FAST, 1, List.of(id)), verdict -> {})
                .verdict(id)
                .orElseThrow();
    }

    /** It gives its 18 mL at the rate that it has, which takes four months. */
    @Test
    void aPumpThatEmptiesSlowlyIsWaitedFor() {
        Verdict verdict = judged(
                "8.08",
                driver -> driver.sessions((session, context) -> new OtherSession(session) {
                    @Override
                    public Answer<Staged> stage(Plan plan, CommandId command, Instant deadline)
                            throws LinkException, InterruptedException {
                        return plan.programme() instanceof Programme.Continuous day
                                        && day.rate().nanolitresPerDay() > FASTEST
                                ? Answer.refused(Violation.of("OUT_OF_RANGE", "this pump is slower"))
                                : inner().stage(plan, command, deadline);
                    }
                }));
        assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(Verdict.Kind.PASS);
    }

    @Test
    void aPumpWithoutALogIsNotAskedForOne() {
        Verdict verdict = judged("19.05", driver -> driver.descriptor(NotBlamedTest::withoutLog)
                .sessions((session, context) -> new OtherSession(session) {
                    @Override
                    public Answer<EventPage> events(long from, int most, Instant deadline) {
                        return Answer.refused(Violation.of("UNSUPPORTED", "there is no log"));
                    }
                }));
        assertThat(verdict.kind()).as(verdict.reason()).isEqualTo(Verdict.Kind.PASS);
    }

    /** A hundred runs of one family came to three results: the number by which a virtual machine calls an object has 6 to 8 digits. */
    @Test
    void whatAVirtualMachineCallsADriverChangesNoEvidence() {
        Verdict one = judged("19.08", () -> called("Driver@1a2b3c"));
        assertThat(one.kind()).isEqualTo(Verdict.Kind.PASS);
        assertThat(judged("19.08", () -> called("Driver@1a2b3c4d"))).isEqualTo(one);
    }

    private static PumpDriver called(String name) {
        return (PumpDriver) Proxy.newProxyInstance(
                PumpDriver.class.getClassLoader(), new Class<?>[] {PumpDriver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toString")) {
                        return name;
                    }
                    try {
                        return method.invoke(INNER, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static DriverDescriptor withoutLog(DriverDescriptor each) {
        Conduct conduct = each.conduct();
        return new DriverDescriptor(
                each.family(),
                each.name(),
                each.version(),
                each.manufacturer(),
                each.description(),
                each.simulatedOnly(),
                each.interimStop(),
                new Conduct(
                        conduct.driverClass(),
                        conduct.firmware(),
                        conduct.mri(),
                        conduct.faults(),
                        conduct.bounds(),
                        false));
    }
}
