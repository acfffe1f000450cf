// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.engine;

import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.dosing.DosingRequest;
import org.cisterna.dosing.Finding;

/**
 * What a finding rests on whose limit is no number of a limiter: what was asked of the input, and where that comes from. So every verdict names
 * what it was held against, its source and the version of that.
 *
 * @param limit what was held against, in words
 * @param source where that comes from
 */
record Basis(String limit, String source) {

    private static final String POLICY = "policy of the dosing engine";
    private static final String ARITHMETIC = "arithmetic";
    private static final String RECORD = "the request";
    private static final String DRUG_DATA = "drug data";
    private static final String LIMITERS = "limiters";

    private static final int SHOWN_OF_A_DIGEST = 19;

    private static final Map<String, Basis> BY_CODE = Map.ofEntries(
            Map.entry("ADMIXTURE_UNKNOWN", new Basis("a pair that the library knows", DRUG_DATA)),
            Map.entry("BOLUS_INTERVAL", new Basis("the order, as a day", ARITHMETIC)),
            Map.entry("BRIDGE", new Basis("the path as bridged exactly", POLICY)),
            Map.entry("CATHETER_UNKNOWN", new Basis("every length of the implant record", RECORD)),
            Map.entry("CHECK_FAILED", new Basis("a check that can be made", POLICY)),
            Map.entry("CLOCK_CHANGE", new Basis("the pump's own clock", RECORD)),
            Map.entry("CONTENT_DIFFERS", new Basis("the programme that runs", ARITHMETIC)),
            Map.entry("DRUG_TWICE", new Basis("one set of data a drug", DRUG_DATA)),
            Map.entry("DRUG_UNKNOWN", new Basis("a drug that the library knows", DRUG_DATA)),
            Map.entry("FLEX_DAY", new Basis("24 h, each minute once", ARITHMETIC)),
            Map.entry("FORECAST_ENDS", new Basis("all that lies in the path out of the tip", POLICY)),
            Map.entry("GAP_AT_TIP", new Basis("drug at the tip without a gap", POLICY)),
            Map.entry("INDICATION", new Basis("a use that the library knows", DRUG_DATA)),
            Map.entry("INDICATION_UNKNOWN", new Basis("a use that the library knows", DRUG_DATA)),
            Map.entry("LAST_DOSE_TWICE", new Basis("one last therapeutic dose a drug", RECORD)),
            Map.entry("LIBRARY_MIXED", new Basis("limits and drug data of one version", LIMITERS)),
            Map.entry("LIMITERS", new Basis("every required limiter", LIMITERS)),
            Map.entry("LIMITERS_UNNAMED", new Basis("one required limiter at least", LIMITERS)),
            Map.entry("LIMITER_MISSING", new Basis("every required limiter", LIMITERS)),
            Map.entry("LIMITER_TWICE", new Basis("each limiter once", LIMITERS)),
            Map.entry("MISSED_DOSE", new Basis("the schedule that was interrupted", ARITHMETIC)),
            Map.entry("NO_BOLUS_RULE", new Basis("a rule of some limiter for one bolus", LIMITERS)),
            Map.entry("NO_CONCENTRATION_RULE", new Basis("a rule of some limiter", LIMITERS)),
            Map.entry("NO_DOSE_RULE", new Basis("a rule of some limiter", LIMITERS)),
            Map.entry("NO_STEP_RULE", new Basis("a rule of some limiter", LIMITERS)),
            Map.entry("PATH", new Basis("every length of the implant record", RECORD)),
            Map.entry("PATIENT_BOLUS", new Basis("every limit of the daily dose", LIMITERS)),
            Map.entry("PRIME", new Basis("no drug out of the tip", POLICY)),
            Map.entry("REFILL_BY", new Basis("not before now", ARITHMETIC)),
            Map.entry("RESIDUAL", new Basis("the concentration of the label", ARITHMETIC)),
            Map.entry("RESIDUAL_DRUG", new Basis("no drug but those of the new solution", POLICY)),
            Map.entry("RESTART", new Basis("a threshold of some limiter", LIMITERS)),
            Map.entry("STABILITY_UNKNOWN", new Basis("a date until which the solution keeps", RECORD)),
            Map.entry("START", new Basis("a last therapeutic dose to compare with", RECORD)),
            Map.entry("STEP_DECREASE", new Basis("the withdrawal profile of the drug", DRUG_DATA)),
            Map.entry("THERAPY_MINIMUM", new Basis("the withdrawal profile of the drug", DRUG_DATA)),
            Map.entry("THERAPY_STOP", new Basis("the withdrawal profile of the drug", DRUG_DATA)),
            Map.entry("TIP_WINDOW", new Basis("every limit of the daily dose", LIMITERS)),
            Map.entry("WEEK_DAYS", new Basis("each weekday once", ARITHMETIC)));

    private static final Basis INPUT = new Basis("what was entered", RECORD);

    /** The same finding with what it rests on, where it does not say that itself. */
    static Finding named(Finding finding, DosingRequest request) {
        Basis basis = BY_CODE.getOrDefault(finding.code(), INPUT);
        String source = finding.source().orElse(basis.source());
        return new Finding(
                finding.code(),
                finding.verdict(),
                finding.twoPersons(),
                finding.subject(),
                finding.value(),
                finding.limit().or(() -> Optional.of(basis.limit())),
                finding.message(),
                Optional.of(source),
                finding.sourceVersion().or(() -> Optional.of(version(finding, source, request))),
                finding.limiter());
    }

    private static String version(Finding finding, String source, DosingRequest request) {
        if (finding.limiter().equals(Optional.of(Authority.PUMP.limiter()))) {
            return start(request.capabilities().digest());
        }
        return source.equals(DRUG_DATA) ? request.libraryVersion() : Rules.POLICY_VERSION;
    }

    /** Enough of a digest to tell two declarations of a pump apart. */
    private static String start(Digest digest) {
        return digest.text().substring(0, SHOWN_OF_A_DIGEST);
    }
}
