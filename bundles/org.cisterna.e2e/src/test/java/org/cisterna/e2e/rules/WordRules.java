// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Words, dates and names. */
final class WordRules {

    private static final Pattern FOREIGN_DATE =
            Pattern.compile("\\b\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?\\b(?! ?of)|\\b\\d{1,2}\\.\\d{1,2}\\.\\d{4}\\b"
                    + "|\\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.? \\d{1,2}\\b"
                    + "|\\b\\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\b"
                    + "|\\b\\d{1,2}(?::\\d{2})? ?(?:AM|PM|am|pm|a\\.m\\.|p\\.m\\.)(?!\\w)");
    private static final Pattern MOMENT = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[ \\u00a0T]\\d{2}:\\d{2}(?::\\d{2})?+(?:\\.\\d+)?+(?!\\d)(?![ \\u00a0]?(?:UTC|Z|[+\\-−]\\d{2}:\\d{2}))");
    private static final Pattern PERSONAL = Pattern.compile(
            "\\b(MRN|medical record|date of birth|birth date|born|surname)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LONG_DIGITS = Pattern.compile("\\d{5,}");
    private static final Pattern EXCLAMATION = Pattern.compile("(?<!!)!(?!!)");
    private static final Pattern ALARM_MARK = Pattern.compile("^!{1,3}(?:\\s|$)");
    private static final Pattern CODE = Pattern.compile("\\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\\b|\\bError \\d+\\b|^E\\d+$");
    private static final String BAND = "SIMULATED PUMPS – not for clinical use";

    private WordRules() {}

    /** Days are written year first, times in 24 hours with their zone. */
    static List<String> h12(Document page) {
        List<String> found = NumberRules.matches(page, FOREIGN_DATE, "is a date or time of one country only");
        found.addAll(NumberRules.matches(page, MOMENT, "does not say its zone"));
        return found;
    }

    /** A page about a pump names the hospital's reference and the serial number, and nobody's name or birth. */
    static List<String> h23(Document page) {
        List<String> found = NumberRules.matches(page, PERSONAL, "is of a person");
        for (Element strip : page.select("[aria-label^=Pump][role=region], section[aria-label^=Pump], .strip")) {
            String text = strip.text();
            if (!text.matches("(?s).*\\d{3}.*")) {
                found.add("\"" + text + "\" does not name pump and patient");
            }
        }
        return found;
    }

    /** The band that says that the pumps are simulated begins every page, and cannot be sent away. */
    static List<String> h48(Document page) {
        List<Blocks.Block> blocks = Blocks.of(page);
        List<String> found = new ArrayList<>();
        int at = -1;
        for (int i = 0; i < Math.min(3, blocks.size()); i++) {
            at = at < 0 && blocks.get(i).text().contains(BAND) ? i : at;
        }
        if (at < 0) {
            found.add("the page does not begin with \"" + BAND + "\"");
        } else {
            Element band = blocks.get(at).element();
            if (!band.select("button").isEmpty()) {
                found.add("the band can be sent away");
            }
        }
        return found;
    }

    /** The reference of a patient is written in groups. */
    static List<String> h49(Document page) {
        List<String> found = new ArrayList<>();
        for (Element reference : page.select("[data-patient], .patient")) {
            Matcher digits = LONG_DIGITS.matcher(reference.text());
            boolean parts = reference.select("*").size() > 2;
            if (digits.find() && !parts) {
                found.add("\"" + reference.text() + "\" is not grouped");
            }
        }
        return found;
    }

    /** A text says what happened and what to do; no code alone, no exclamation. */
    static List<String> h50(Document page) {
        List<String> found = new ArrayList<>();
        for (Blocks.Block block : Blocks.of(page)) {
            if (!ALARM_MARK.matcher(block.text()).find()
                    && EXCLAMATION.matcher(block.text()).find()) {
                found.add("\"" + block.text() + "\" exclaims");
            }
            if (CODE.matcher(block.text()).find()) {
                found.add("\"" + block.text() + "\" has a code where words belong");
            }
        }
        return found;
    }
}
