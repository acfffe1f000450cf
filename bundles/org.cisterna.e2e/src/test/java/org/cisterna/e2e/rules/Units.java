// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.Map;
import java.util.regex.Pattern;

/** How numbers, units and names of drugs are written on a page. */
final class Units {

    /** A unit of the console. */
    static final String UNIT =
            "(?:(?:ng|mcg|mg|nL|uL|mL|cm|mm|mmHg|kPa)(?:/(?:day|h|min|mL|cm|kg|activation))?|units(?:/(?:day|h))?)(?![\\w/])";
    /** The same, and spellings that are misread. */
    static final String ANY_UNIT = "(?:" + UNIT + "|(?:µg|μg|ug|ml|cc|IU|U)\\b)";

    /** A number as it stands in a text, from its beginning. */
    static final String NUMBER = "(?<![\\w.,])[+\\-−]?(?:\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+)";

    /** Spaces at which no line breaks. */
    static final String JOINT = "[\\u00a0\\u202f]";

    static final Pattern BARE_NUMBER = Pattern.compile(NUMBER);
    static final Pattern BARE_UNIT = Pattern.compile(ANY_UNIT);

    /** How each drug is written: names that are easily taken for one another have capitals in the part that differs. */
    static final Map<String, String> DRUGS = Map.of(
            "baclofen", "baclofen",
            "morphine", "morphine",
            "ziconotide", "ziconotide",
            "clonidine", "cloNIDine",
            "hydromorphone", "HYDROmorphone",
            "bupivacaine", "BUPivacaine",
            "sufentanil", "SUFentanil",
            "fentanyl", "fentaNYL");

    /** The name of a drug, however written. */
    static final Pattern DRUG =
            Pattern.compile("\\b(" + String.join("|", DRUGS.keySet()) + ")", Pattern.CASE_INSENSITIVE);

    private Units() {}
}
