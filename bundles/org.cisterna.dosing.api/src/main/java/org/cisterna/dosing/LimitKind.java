// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.util.regex.Pattern;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;

/** What a limit is about. Each kind has one form of value, and no value stands without its unit. */
public enum LimitKind {
    /** Most of a drug in 24 h; a dose rate, {@code "1000 mcg/day"}. */
    MAX_DAILY_DOSE(Form.DOSE_RATE),
    /** Highest concentration in the reservoir, {@code "2000 mcg/mL"}. */
    MAX_CONCENTRATION(Form.CONCENTRATION),
    /** Greatest rise of the 24 h dose in one step, against the last therapeutic dose; {@code "30 %"}. */
    MAX_INCREASE(Form.PERCENT),
    /** Greatest fall of the 24 h dose in one step, against the last therapeutic dose; {@code "20 %"}. */
    MAX_DECREASE(Form.PERCENT),
    /** Greatest rise of the 24 h dose in one step, as a dose; {@code "0.5 mcg/day"}. */
    MAX_INCREASE_DOSE(Form.DOSE_RATE),
    /** Greatest rise of the 24 h dose against the one of a year before, for the mass that may form at the tip; {@code "100 %"}. */
    MAX_YEARLY_INCREASE(Form.PERCENT),
    /** Highest 24 h dose to start with, {@code "0.5 mg/day"}. */
    MAX_START_DOSE(Form.DOSE_RATE),
    /** Longest interruption after which a drug goes on at its dose without being asked about; {@code "24 h"}. */
    MAX_INTERRUPTION(Form.DURATION),
    /** The drug is not approved for such a pump; the value says for what it is not, in words. */
    OFF_LABEL(Form.WORDS),
    /** Shortest time between the last change of dose and a rise; {@code "24 h"}. */
    MIN_INCREASE_INTERVAL(Form.DURATION),
    /** From how many times the last therapeutic dose, or which part of it, a mistaken unit is suspected; {@code "10 times"}. */
    UNIT_JUMP(Form.TIMES),
    /** The drug must never reach the spinal fluid; the value says why, in words. */
    WRONG_ROUTE(Form.WORDS),
    /** The drug must never be in one solution with another; the value is the other drug's id. */
    INCOMPATIBLE(Form.DRUG);

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

    LimitKind(Form form) {
        this.form = form;
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
            case WORDS -> words(value);
        };
    }

    private String matching(Pattern pattern, String value, String wayOut) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is no value of " + this + "; " + wayOut);
        }
        return value;
    }

    private String words(String value) {
        if (value.isBlank() || value.length() > LONGEST_WORDS) {
            throw new IllegalArgumentException(this + " says why in 1 to " + LONGEST_WORDS + " characters");
        }
        return value;
    }
}
