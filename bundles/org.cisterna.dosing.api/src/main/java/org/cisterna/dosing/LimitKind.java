// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.regex.Pattern;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;

/** What a limit is about. Each kind has one form of value, and no value stands without its unit. */
public enum LimitKind {
    /** Most of a drug in 24 h; a dose rate, {@code "1000 mcg/day"}. */
    MAX_DAILY_DOSE(Form.DOSE_RATE, "the most in 24 h"),
    /** Highest concentration in the reservoir, {@code "2000 mcg/mL"}. */
    MAX_CONCENTRATION(Form.CONCENTRATION, "the highest concentration"),
    /** Greatest rise of the 24 h dose in one step, against the last therapeutic dose; {@code "30 %"}. */
    MAX_INCREASE(Form.PERCENT, "the greatest rise in one step"),
    /** Greatest fall of the 24 h dose in one step, against the last therapeutic dose; {@code "20 %"}. */
    MAX_DECREASE(Form.PERCENT, "the greatest fall in one step"),
    /** Greatest rise of the 24 h dose in one step, as a dose; {@code "0.5 mcg/day"}. */
    MAX_INCREASE_DOSE(Form.DOSE_RATE, "the greatest rise in one step, as a dose"),
    /** Greatest rise of the 24 h dose against the one of a year before, for the mass that may form at the tip; {@code "100 %"}. */
    MAX_YEARLY_INCREASE(Form.PERCENT, "the greatest rise within a year"),
    /** Highest 24 h dose to start with, {@code "0.5 mg/day"}. */
    MAX_START_DOSE(Form.DOSE_RATE, "the highest dose to start with"),
    /** Greatest share of the effective trial dose of 24 h to start with; {@code "50 %"}. */
    MAX_START_OF_TRIAL(Form.PERCENT, "the greatest share of the trial dose to start with"),
    /** Most rises of the 24 h dose within any 7 days of pump time; {@code "3 times"}. */
    MAX_INCREASES_PER_WEEK(Form.TIMES, "the most rises within 7 days"),
    /** Longest interruption after which a drug goes on at its dose without being asked about; {@code "24 h"}. */
    MAX_INTERRUPTION(Form.DURATION, "the longest interruption without a question"),
    /** The drug is not approved for such a pump; the value says for what it is not, in words. */
    OFF_LABEL(Form.WORDS, "a use that is not approved"),
    /** The drug is not approved for such a pump in one solution with any other; the value says for what it is not, in words. */
    OFF_LABEL_MIXTURE(Form.WORDS, "a mixture that is not approved"),
    /** The drug is not meant for boluses that the patient asks for; the value says what is known of it, in words. */
    NO_PATIENT_BOLUS(Form.WORDS, "a drug that the patient should not ask for"),
    /** The drug must not be given after what the value names, as a question about the patient answers it; {@code "history of psychosis"}. */
    CONTRAINDICATION(Form.WORDS, "what forbids the drug"),
    /** Shortest time between the last change of dose and a rise; {@code "24 h"}. */
    MIN_INCREASE_INTERVAL(Form.DURATION, "the shortest time before a rise"),
    /** From how many times the last therapeutic dose, or which part of it, a mistaken unit is suspected; {@code "10 times"}. */
    UNIT_JUMP(Form.TIMES, "from where on a mistaken unit is suspected"),
    /** The drug must never reach the spinal fluid; the value says why, in words. */
    WRONG_ROUTE(Form.WORDS, "a drug that must not be there"),
    /** The drug must never be in one solution with another; the value is the other drug's id. */
    INCOMPATIBLE(Form.DRUG, "a pair that must not be there");

    enum Form {
        DOSE_RATE,
        CONCENTRATION,
        PERCENT,
        DURATION,
        TIMES,
        WORDS,
        DRUG
    }

    private static final Pattern PERCENT = Pattern.compile("[1-9][0-9]{0,3} %");
    private static final Pattern TIMES = Pattern.compile("[1-9][0-9]{0,3} times");
    private static final Pattern DRUG = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int LONGEST_WORDS = 200;

    private final Form form;
    private final String words;

    LimitKind(Form form, String words) {
        this.form = form;
        this.words = words;
    }

    /** What it is about, for people: {@code the greatest rise in one step}. */
    public String words() {
        return words;
    }

    /** The value in its canonical text; refuses one of another form, saying how to write it. */
    String canonical(String value) {
        return switch (form) {
            case DOSE_RATE -> DoseRate.parse(value).orElseThrow().text();
            case CONCENTRATION -> Concentration.parse(value).orElseThrow().text();
            case DURATION -> Durations.text(Durations.parse(value).orElseThrow());
            case PERCENT -> matching(PERCENT, value, "write a whole number of percent, \"30 %\"");
            case TIMES -> matching(TIMES, value, "write a whole number of times, \"10 times\"");
            case DRUG -> matching(DRUG, value, "write a drug's id, \"baclofen\"");
            case WORDS -> written(value);
        };
    }

    private String matching(Pattern pattern, String value, String wayOut) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is no value of " + this + "; " + wayOut);
        }
        return value;
    }

    private String written(String value) {
        if (value.isBlank() || value.length() > LONGEST_WORDS) {
            throw new IllegalArgumentException(this + " says why in 1 to " + LONGEST_WORDS + " characters");
        }
        return value;
    }
}
