// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine.calculation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cisterna.dosing.Drug;
import org.cisterna.dosing.Limit;
import org.cisterna.dosing.LimitKind;
import org.cisterna.dosing.LimitProvider;
import org.cisterna.dosing.LimitSet;
import org.cisterna.dosing.Verdict;
import org.cisterna.dosing.calculation.Grounds;
import org.cisterna.dosing.engine.Authority;
import org.cisterna.dosing.engine.LimiterCheck;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Ratio;

/** Holds drugs, pairs, concentrations and doses against what the house knows of them. */
final class GroundsCheck {

    private static final Comparator<Limit> BY_VALUE = Comparator.comparing(Limit::value);

    private final Grounds grounds;
    private final String indication;
    private final Sheet sheet;

    /** For whatever the drugs are ordered for: a limit for one indication holds too, since nobody said that it is another. */
    static GroundsCheck ofAnyIndication(Grounds grounds, Sheet sheet) {
        return new GroundsCheck(
                new Grounds(
                        grounds.requiredLimiters(),
                        grounds.limits().stream()
                                .map(GroundsCheck::ofAnyIndication)
                                .toList(),
                        grounds.drugs(),
                        grounds.keepings(),
                        grounds.libraryVersion(),
                        grounds.libraryDigest()),
                "",
                sheet);
    }

    /** The limiters and the drugs, where a request brings what the house knows; where it brings nothing, the answer says so. */
    static Optional<GroundsCheck> ofAnyIndication(Optional<Grounds> grounds, Collection<String> drugs, Sheet sheet) {
        Optional<GroundsCheck> check = grounds.map(each -> ofAnyIndication(each, sheet));
        begin(check, drugs, sheet);
        return check;
    }

    /** The same for what is ordered for an indication, where the request names it. */
    static Optional<GroundsCheck> of(
            Optional<Grounds> grounds, Optional<String> indication, Collection<String> drugs, Sheet sheet) {
        if (indication.isEmpty()) {
            return ofAnyIndication(grounds, drugs, sheet);
        }
        Optional<GroundsCheck> check = grounds.map(each -> new GroundsCheck(each, indication.get(), sheet));
        begin(check, drugs, sheet);
        return check;
    }

    private static void begin(Optional<GroundsCheck> check, Collection<String> drugs, Sheet sheet) {
        if (check.isPresent()) {
            check.get().drugs(List.copyOf(drugs));
        } else {
            sheet.pass(
                    "LIMITS_ABSENT",
                    "limits",
                    "none brought",
                    "the request brings no limits, so neither route nor dose was held against any");
        }
    }

    private static LimitSet ofAnyIndication(LimitSet set) {
        return new LimitSet(
                set.name(),
                set.version(),
                set.limits().stream()
                        .map(each -> new Limit(
                                each.drug(),
                                Optional.empty(),
                                each.kind(),
                                each.value(),
                                each.effect(),
                                each.twoPersons(),
                                each.reason(),
                                each.source(),
                                each.trust()))
                        .toList());
    }

    GroundsCheck(Grounds grounds, String indication, Sheet sheet) {
        this.grounds = grounds;
        this.indication = indication;
        this.sheet = sheet;
    }

    /** The limiters, and each drug by itself. */
    void drugs(List<String> ids) {
        sheet.findings()
                .addAll(LimiterCheck.examine(grounds.requiredLimiters(), grounds.limits(), grounds.libraryVersion()));
        for (String id : ids) {
            for (Authority.Ruled wrong : limits(id, LimitKind.WRONG_ROUTE, BY_VALUE)) {
                sheet.findings()
                        .broken(
                                wrong,
                                "WRONG_ROUTE",
                                id,
                                grounds.name(id),
                                grounds.name(id) + ": " + wrong.limit().value() + " ("
                                        + wrong.limit().reason() + ")");
            }
            if (grounds.drug(id).isEmpty()) {
                sheet.block(
                        "DRUG_UNKNOWN",
                        id,
                        id,
                        "the library does not know " + id + "; without its data nothing of it can be judged");
            }
        }
    }

    /** A solution: every pair and every concentration. */
    void solution(Solution solution) {
        List<Solution.Ingredient> all = solution.ingredients();
        for (int i = 0; i < all.size(); i++) {
            concentration(all.get(i).drug(), all.get(i).concentration().exact());
            for (int j = i + 1; j < all.size(); j++) {
                pair(all.get(i).drug(), all.get(j).drug());
            }
        }
    }

    private void pair(String one, String other) {
        String subject = one + " + " + other;
        boolean forbidden = false;
        for (List<String> order : List.of(List.of(one, other), List.of(other, one))) {
            for (Authority.Ruled rule : limits(order.get(0), LimitKind.INCOMPATIBLE, BY_VALUE)) {
                if (rule.limit().value().equals(order.get(1))) {
                    forbidden = true;
                    sheet.findings()
                            .broken(
                                    rule,
                                    "INCOMPATIBLE",
                                    subject,
                                    subject,
                                    grounds.name(one) + " and " + grounds.name(other)
                                            + (rule.limit().effect() == Verdict.BLOCK
                                                    ? " must not be in one solution: "
                                                    : " are not recommended in one solution: ")
                                            + rule.limit().reason());
                }
            }
        }
        Optional<Drug.Admixture> known = grounds.drug(one)
                .flatMap(data -> data.admixture(other))
                .or(() -> grounds.drug(other).flatMap(data -> data.admixture(one)));
        if (known.isPresent()) {
            sheet.pass(
                    "ADMIXTURE",
                    subject,
                    subject,
                    "known",
                    known.get().text(),
                    new Authority("library", Optional.of(known.get().source()), Optional.of(grounds.libraryVersion())));
        } else if (!forbidden) {
            sheet.confirm(
                    "ADMIXTURE_UNKNOWN",
                    subject,
                    subject,
                    "the library does not know whether " + grounds.name(one) + " and " + grounds.name(other)
                            + " keep together; confirm with the compounding record");
        }
    }

    /** A concentration, in nanograms a millilitre. */
    void concentration(String drug, Ratio concentration) {
        judge(
                drug,
                LimitKind.MAX_CONCENTRATION,
                "CONCENTRATION",
                Measure.CONCENTRATION,
                concentration,
                Comparator.comparing(Limit::concentration),
                each -> each.concentration().exact());
    }

    /** A dose of 24 h, in nanograms. */
    void dailyDose(String drug, Ratio dose) {
        judge(
                drug,
                LimitKind.MAX_DAILY_DOSE,
                "DAILY_DOSE",
                Measure.DOSE,
                dose,
                Comparator.comparing(Limit::doseRate),
                each -> each.doseRate().exact());
    }

    /**
     * A first dose of 24 h, in nanograms, against what others than the library say of a start: the ranges that the library's limits come from
     * stand in {@link StartRange}, with what they begin at and whom they are for. A limit of the library for a drug without such ranges counts.
     *
     * @param trial the effective trial dose of 24 h, in nanograms
     */
    void start(String drug, Ratio dose, Optional<Ratio> trial) {
        String value = Measure.DOSE.text(dose);
        for (Authority.Ruled each : limits(drug, LimitKind.MAX_START_DOSE, Comparator.comparing(Limit::doseRate))) {
            if (!each.authority().limiter().equals(LimitProvider.LIBRARY) || !StartRange.isKnown(drug)) {
                start(each, drug, value, dose.compareTo(each.limit().doseRate().exact()) > 0, "");
            }
        }
        for (Authority.Ruled each : limits(drug, LimitKind.MAX_START_OF_TRIAL, Comparator.comparing(Limit::share))) {
            if (trial.isEmpty()) {
                sheet.findings()
                        .broken(
                                each,
                                "TRIAL_DOSE_MISSING",
                                drug,
                                "missing",
                                "a start is held against the effective trial dose, at most "
                                        + each.limit().value() + " of it ("
                                        + each.limit().reason()
                                        + "), and none was entered; enter trialDose, the mass of 24 h, or confirm");
            } else {
                boolean above = dose.compareTo(trial.get().times(each.limit().share())) > 0;
                start(each, drug, value, above, " of the trial dose of " + Measure.MASS.text(trial.get()));
            }
        }
    }

    private void start(Authority.Ruled ruled, String drug, String value, boolean above, String of) {
        Limit limit = ruled.limit();
        if (above) {
            sheet.findings()
                    .broken(
                            ruled,
                            "START_DOSE",
                            drug,
                            value,
                            grounds.name(drug) + " would start at " + value + ", above " + limit.value() + of + " ("
                                    + limit.reason() + "); propose less, or confirm");
        } else {
            sheet.pass("START_DOSE", drug, value, limit.value(), limit.reason(), ruled.authority());
        }
    }

    private void judge(
            String drug,
            LimitKind kind,
            String code,
            Measure measure,
            Ratio number,
            Comparator<Limit> tightest,
            Function<Limit, Ratio> most) {
        List<Authority.Ruled> limits = limits(drug, kind, tightest);
        String value = measure.text(number);
        if (limits.isEmpty()) {
            sheet.confirm(
                    "NO_" + code + "_RULE",
                    drug,
                    value,
                    "no limiter knows such a limit for " + grounds.name(drug)
                            + "; compare it with the order and the vial");
            return;
        }
        boolean broken = false;
        for (Authority.Ruled each : limits) {
            if (number.compareTo(most.apply(each.limit())) > 0) {
                broken = true;
                sheet.findings()
                        .broken(
                                each,
                                code,
                                drug,
                                value,
                                grounds.name(drug) + " " + value + " is above "
                                        + each.limit().value() + ", "
                                        + each.limit().reason());
            }
        }
        if (!broken) {
            Authority.Ruled first = limits.get(0);
            sheet.findings()
                    .against(
                            Verdict.PASS,
                            code,
                            drug,
                            value,
                            first.limit().value(),
                            first.limit().reason(),
                            first.authority());
        }
    }

    private List<Authority.Ruled> limits(String drug, LimitKind kind, Comparator<Limit> order) {
        return Authority.limits(grounds.limits(), indication, drug, kind, order);
    }
}
