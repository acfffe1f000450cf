// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.junit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.bundle.BundleFiles;
import org.cisterna.conformance.bundle.DriverBundle;
import org.cisterna.conformance.kit.Kit;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.conformance.rig.RigFactory;
import org.cisterna.pump.spi.PumpDriver;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds a driver to the rulebook in its own build: extend it, give it the driver and a rig, and each rule is a test.
 *
 * <p>A rule that is broken fails, and so does a test of the kit that did not come to its end. What was not tested, was not decided, or is not a rule of the
 * driver's class is aborted with the reason; it never passes. The last test is about the whole: it passes when the driver is conformant in its class, fails
 * when it is broken, and else is aborted with the rules that are missing. An order for some rules makes tests of those and none about the whole, for some
 * never make a driver conformant.
 *
 * <p>The kit runs whole, in one thread and in virtual time, before the first of the tests is there. It runs in the process of the build: a call of a
 * driver that never comes back holds the build up, where {@code ./cisterna conform} would end it.
 */
public abstract class ConformanceTest {

    /** For the test of a driver. */
    protected ConformanceTest() {}

    /** Makes a new instance of the driver. Asked many times; an instance must know nothing of an older one. */
    protected abstract PumpDriver driver();

    /** Makes the pumps that it drives. */
    protected abstract RigFactory rig();

    /**
     * The driver's bundle, which the kit puts into a framework of its own. Unless it is given, where the driver's class comes from, when that is a bundle:
     * in a build of Maven the jar once it is packaged. Without one, the rules about a driver's life in a framework are not tested.
     */
    protected Optional<DriverBundle> bundle() {
        CodeSource source = driver().getClass().getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            return BundleFiles.read(place).symbolicName().isEmpty()
                    ? Optional.empty()
                    : Optional.of(DriverBundle.of(place));
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("where the driver lies cannot be read: " + source.getLocation(), e);
        }
    }

    /** What is run, with which seed: the fast profile, seed 1, all rules, unless it is overridden. */
    protected KitOrder order() {
        return KitOrder.all(Profile.FAST, 1);
    }

    /** One test for each rule that is asked for, and one for the whole when all are. */
    @TestFactory
    protected final List<DynamicTest> rules() {
        KitOrder order = order();
        Kit kit =
                bundle().map(each -> new Kit(this::driver, rig(), each)).orElseGet(() -> new Kit(this::driver, rig()));
        KitResult result = kit.run(order, verdict -> {});
        Rulebook book = Rulebook.shipped();
        List<DynamicTest> tests = new ArrayList<>();
        for (Verdict each : result.verdicts()) {
            if (!order.rules().isEmpty() && !order.rules().contains(each.rule())) {
                continue;
            }
            Rule rule = book.rule(each.rule()).orElseThrow();
            tests.add(DynamicTest.dynamicTest(name(rule), () -> judge(rule, each)));
        }
        if (order.rules().isEmpty()) {
            tests.add(
                    DynamicTest.dynamicTest("conformant in class " + result.driverClass(), () -> judge(result, book)));
        }
        return tests;
    }

    private static String name(Rule rule) {
        return rule.id().text() + " " + (rule.must() ? "MUST" : "SHOULD") + ", harm " + rule.harm() + ": "
                + rule.text();
    }

    private static void judge(Rule rule, Verdict verdict) {
        String words = verdict.kind() + ": " + verdict.reason();
        switch (verdict.kind()) {
            case PASS -> Assertions.assertFalse(verdict.evidence().isEmpty(), "a pass without evidence");
            case FAIL, ERROR ->
                Assertions.fail(words + "\nwhy: " + rule.why() + "\nlook: " + rule.failed() + "\nseen: "
                        + String.join("\n      ", verdict.evidence()));
            case SKIPPED, NOT_TESTABLE, INCONCLUSIVE -> Assumptions.abort(words);
        }
    }

    private static void judge(KitResult result, Rulebook book) {
        List<String> missing = result.verdicts().stream()
                .filter(each -> KitResult.isMissing(book.rule(each.rule()).orElseThrow(), each, result.driverClass()))
                .map(Verdict::rule)
                .map(RuleId::text)
                .toList();
        switch (result.level()) {
            case CONFORMANT -> Assertions.assertEquals(List.of(), missing);
            case BROKEN -> Assertions.fail("a rule that has to be kept is broken");
            case INCOMPLETE -> Assumptions.abort("not conformant: of harm C were not decided " + missing);
        }
    }
}
