// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonObject;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;
import org.cisterna.conformance.Verdict.Kind;
import org.cisterna.conformance.bundle.TestedBundle;
import org.cisterna.conformance.kit.KitOrder;
import org.cisterna.conformance.kit.KitResult;
import org.cisterna.conformance.kit.Profile;
import org.cisterna.pump.Conduct;
import org.cisterna.pump.DriverClass;
import org.cisterna.pump.DriverDescriptor;
import org.junit.jupiter.api.Test;

/** Each thing that two reports can differ in, each way in which a report contradicts itself, and what it says of itself. */
final class ReportEdgesTest {

    private static final Digest OTHER = Digest.of(new byte[] {9});

    private static JsonObject with(JsonObject json, String name, Json value) {
        JsonObject.Builder changed = Json.object();
        json.names().stream()
                .filter(each -> !each.equals(name))
                .forEach(each -> changed.put(each, json.get(each).orElseThrow()));
        return changed.put(name, value).build();
    }

    private static Report report(JsonObject result) {
        return Report.of(Reports.BUNDLE, result, 0, Json.array(List.of()));
    }

    private static KitResult good() {
        return Reports.result("Example", Map.of());
    }

    @Test
    void whateverIsDifferentIsNamed() {
        KitResult before = good();
        DriverDescriptor driver = before.driver();
        Conduct conduct = driver.conduct();
        DriverDescriptor other = new DriverDescriptor(
                driver.family(),
                driver.name(),
                "2.0.0",
                driver.manufacturer(),
                driver.description(),
                driver.simulatedOnly(),
                driver.interimStop(),
                new Conduct(
                        conduct.driverClass() == DriverClass.READABLE
                                ? DriverClass.TRANSACTIONAL
                                : DriverClass.READABLE,
                        conduct.firmware(),
                        conduct.mri(),
                        conduct.faults(),
                        conduct.bounds(),
                        conduct.eventLog()));
        KitResult now = new KitResult(
                other, "another rig", new KitOrder(Profile.FULL, 7, List.of()), OTHER, before.verdicts(), List.of());
        JsonObject result = with(with(now.toJson(), "kit", Json.text("0.9")), "level", Json.text("INCOMPLETE"));
        TestedBundle bundle = new TestedBundle("com.example.driver", "2.0.0", OTHER, OTHER, List.of(), 17);
        Report later = Report.of(bundle, result, 0, Json.array(List.of()));
        Report earlier = report(before.toJson());
        assertThat(new Comparison(earlier, later).isSame()).isFalse();
        assertThat(new Comparison(earlier, later).words())
                .containsExactly(
                        "The driver's bundle was " + Reports.BUNDLE.content().text() + " and is " + OTHER.text() + ".",
                        "The driver's version was 1.2.3 and is 2.0.0.",
                        "The class was " + before.driverClass() + " and is " + now.driverClass() + ".",
                        "The rig was a rig, 1 and is another rig.",
                        "The kit was 1.0.0 and is 0.9.",
                        "The rulebook was " + Rulebook.shipped().digest().text() + " and is " + OTHER.text() + ".",
                        "The profile was fast and is full.",
                        "The seed was 1 and is 7.",
                        "What it comes to was CONFORMANT and is INCOMPLETE.",
                        "156 of 156 rules came to the same, with the same evidence.");
        JsonObject compared = new Comparison(earlier, later).toJson();
        assertThat(compared.flag("same")).isFalse();
        assertThat(compared.string("with")).isEqualTo(earlier.resultDigest());
        assertThat(compared.array("words").strings()).hasSize(10);
    }

    @Test
    void aRuleThatIsNewOrGoneIsNamed() {
        JsonObject whole = with(good().toJson(), "rulebook", Json.text(OTHER.text()));
        List<Json> all = whole.array("verdicts").values();
        Report without = report(with(whole, "verdicts", Json.array(all.subList(1, all.size()))));
        Report full = report(whole);
        assertThat(full.isOfThisRulebook()).isFalse();
        assertThat(Reports.good().isOfThisRulebook()).isTrue();
        assertThat(new Comparison(without, full).words())
                .containsExactly(
                        "Rule 1.01 is new: PASS.", "155 of 156 rules came to the same, with the same evidence.");
        assertThat(new Comparison(full, without).words())
                .containsExactly(
                        "Rule 1.01 is not judged any more; it was PASS.",
                        "155 of 155 rules came to the same, with the same evidence.");
    }

    private static String told(Verdict before, Verdict now) {
        return new Comparison(
                        Reports.report("Example", Map.of(before.rule().text(), before)),
                        Reports.report("Example", Map.of(now.rule().text(), now)))
                .words().stream()
                        .filter(each -> each.startsWith("Rule "))
                        .findFirst()
                        .orElseThrow();
    }

    private static Verdict verdict(Kind kind, String reason, String... evidence) {
        return new Verdict(RuleId.parse("4.05"), kind, reason, List.of(evidence));
    }

    @Test
    void eachChangeOfAVerdictHasItsWords() {
        assertThat(told(verdict(Kind.FAIL, "a"), verdict(Kind.FAIL, "b")))
                .isEqualTo("Rule 4.05 is FAIL as before, and saw something else: b; before: a.");
        assertThat(told(verdict(Kind.FAIL, "a", "one"), verdict(Kind.FAIL, "a", "two")))
                .isEqualTo("Rule 4.05 is FAIL as before, and saw something else: a (other evidence).");
        assertThat(told(verdict(Kind.NOT_TESTABLE, "a"), verdict(Kind.FAIL, "b")))
                .isEqualTo("Rule 4.05 is broken: NOT_TESTABLE (a) became FAIL (b).");
        assertThat(told(verdict(Kind.NOT_TESTABLE, "a"), verdict(Kind.PASS, "b", "seen")))
                .isEqualTo("Rule 4.05 is kept: NOT_TESTABLE (a) became PASS (b).");
        assertThat(told(verdict(Kind.NOT_TESTABLE, "a"), verdict(Kind.SKIPPED, "b")))
                .isEqualTo("Rule 4.05 became SKIPPED: NOT_TESTABLE (a) became SKIPPED (b).");
    }

    @Test
    void aDescriptionThatItsDigestDoesNotNameIsNoticed() {
        JsonObject edited = with(good().toJson(), "driverDigest", Json.text(OTHER.text()));
        assertThatThrownBy(() -> report(edited)).hasMessageContaining("description of the driver");
    }

    @Test
    void verdictsInAnotherOrderOrTwiceAreNoticed() {
        JsonObject result = good().toJson();
        List<Json> turned = new ArrayList<>(result.array("verdicts").values());
        Collections.swap(turned, 0, 1);
        assertThatThrownBy(() -> report(with(result, "verdicts", Json.array(turned))))
                .hasMessageContaining("not one for each rule, by number");
        List<Json> twice = new ArrayList<>(result.array("verdicts").values());
        twice.add(1, twice.get(0));
        assertThatThrownBy(() -> report(with(result, "verdicts", Json.array(twice))))
                .hasMessageContaining("not one for each rule, by number");
    }

    @Test
    void aReportSaysWhatItIs() {
        KitResult result = Reports.result("Example", Map.of("4.05", Reports.fail("4.05", "a mix ran")));
        Report report = Report.of(Reports.BUNDLE, result.toJson(), 3, Json.array(List.of()));
        assertThat(report.count(Kind.FAIL)).isOne();
        assertThat(report.count(Kind.ERROR)).isZero();
        assertThat(report.threadsLeft()).isEqualTo(3);
        assertThat(report.rules()).isEmpty();
        assertThat(report.resultDigest()).isEqualTo(result.digest().text());
        KitResult some = new KitResult(
                result.driver(),
                "a rig, 1",
                new KitOrder(Profile.FAST, 1, List.of(RuleId.parse("4.05"))),
                result.rulebook(),
                result.verdicts(),
                List.of());
        assertThat(report(some.toJson()).rules()).containsExactly("4.05");
        Report twice = report.with("rigContent", Json.text("sha256:aa")).with("rigContent", Json.text("sha256:bb"));
        assertThat(twice.rigContent()).contains("sha256:bb");
        assertThat(twice.resultDigest()).isEqualTo(report.resultDigest());
    }

    /** Only what has to be kept counts: a rule that only should be kept does not keep the known ones from covering all. */
    @Test
    void whatOnlyShouldBeKeptNeedNotBeKnown() {
        RuleId should = Rulebook.shipped().rules().stream()
                .filter(each -> each.subject().isJudgedByKit() && !each.must())
                .map(Rule::id)
                .findFirst()
                .orElseThrow();
        Report broken = Reports.report(
                "Example",
                Map.of(
                        "4.05",
                        Reports.fail("4.05", "a mix ran"),
                        should.text(),
                        Verdict.of(should, Kind.FAIL, "not so nice")));
        LocalDate today = LocalDate.parse("2026-11-22");
        KnownExceptions known = KnownExceptions.parse("4.05 | 2026-11-30 | ticket 12", today);
        assertThat(known.coversAllThatIsBroken(broken)).isTrue();
        assertThat(known.toJson(broken).canonicalText())
                .isEqualTo("{\"exceptions\":[{\"reason\":\"ticket 12\",\"rule\":\"4.05\",\"until\":\"2026-11-30\"}],"
                        + "\"today\":\"2026-11-22\",\"words\":[\"4.05, until 2026-11-30, ticket 12: broken, as is known; not"
                        + " conformant all the same\"]}");
    }
}
