// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** How numbers, units and names of drugs are written, on every page. */
final class NumberRules {

    private static final Pattern ADHERES = Pattern.compile(Units.NUMBER + "( ?)(" + Units.ANY_UNIT + ")");
    private static final Pattern TRAILING_ZERO = Pattern.compile("(?<![\\w.,])\\d[\\d,]*\\.\\d*0(?![\\w.])");
    private static final Pattern NO_LEADING_ZERO = Pattern.compile("(?<![\\w.,)])\\.\\d");
    private static final Pattern WITH_UNIT =
            Pattern.compile("(" + Units.NUMBER + ")[ \\u00a0\\u202f]?(" + Units.ANY_UNIT + ")");
    private static final Pattern GROUPED = Pattern.compile("[+\\-−]?(?:\\d{1,3}|\\d{1,3}(?:,\\d{3})+)(?:\\.\\d+)?");
    private static final Map<Pattern, String> MISREAD = Map.of(
            Pattern.compile("[µμ]g\\b"), "mcg",
            Pattern.compile("(?<=\\d[ \\u00a0\\u202f]?)ug\\b"), "mcg",
            Pattern.compile("(?<=\\d[ \\u00a0\\u202f]?)cc\\b"), "mL",
            Pattern.compile("(?<=\\d[ \\u00a0\\u202f]?)ml\\b"), "mL",
            Pattern.compile("(?<=\\d[ \\u00a0\\u202f]?)(?:IU|U)\\b"), "units",
            Pattern.compile("(?<=[a-zA-Z])/d\\b"), "/day",
            Pattern.compile("(?<=[a-zA-Z])/hr\\b"), "/h",
            Pattern.compile("\\b[qQ]\\.?[dD]\\.?(?=\\W|$)"), "daily");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("(?<![\\w.,])\\d+,(?:\\d{1,2}|\\d{4,})(?![\\d,])");
    private static final Pattern MASS = Pattern.compile("\\d[ \\u00a0\\u202f]?(ng|mcg|mg)(?![a-zA-Z])");
    private static final Pattern DRUG_AND_DIGIT =
            Pattern.compile("(?:" + Units.DRUG.pattern() + ")\\d", Pattern.CASE_INSENSITIVE);

    private NumberRules() {}

    /** A number with a dimension has its unit in the same element, joined by a space at which no line breaks. */
    static List<String> h01(Document page) {
        List<String> found = matches(page, ADHERES, "breaks between number and unit");
        for (Element cell : page.select("td, dd, span, b, strong")) {
            Element next = cell.nextElementSibling();
            boolean bare = Units.BARE_NUMBER.matcher(cell.text()).matches();
            if (bare && next != null && Units.BARE_UNIT.matcher(next.text()).matches()) {
                found.add("\"" + cell.text() + "\" has its unit in another element");
            }
        }
        for (Element header : page.select("th[scope=col], thead th")) {
            if (Pattern.compile("(?<!\\w)" + Units.ANY_UNIT)
                    .matcher(header.text())
                    .find()) {
                found.addAll(bareNumbersBelow(header));
            }
        }
        return found;
    }

    private static List<String> bareNumbersBelow(Element header) {
        Element table = header.closest("table");
        if (table == null) {
            return List.of();
        }
        int column = header.elementSiblingIndex();
        List<String> found = new ArrayList<>();
        for (Element row : table.select("tr")) {
            if (column < row.childrenSize()
                    && Units.BARE_NUMBER.matcher(row.child(column).text()).matches()) {
                found.add("\"" + row.child(column).text() + "\" has its unit only in the head of its column");
            }
        }
        return found;
    }

    /** No zero at the end of a fraction. */
    static List<String> h02(Document page) {
        return matches(page, TRAILING_ZERO, "ends in a zero that says nothing");
    }

    /** A zero before the point. */
    static List<String> h03(Document page) {
        return matches(page, NO_LEADING_ZERO, "has no zero before its point");
    }

    /** Thousands of a value are grouped by commas. */
    static List<String> h04(Document page) {
        List<String> found = new ArrayList<>();
        for (Blocks.Block block : Blocks.of(page)) {
            Matcher value = WITH_UNIT.matcher(block.text());
            while (value.find()) {
                if (!GROUPED.matcher(value.group(1)).matches()
                        && !value.group(1).startsWith(".")) {
                    found.add("\"" + value.group() + "\" is not grouped by thousands");
                }
            }
        }
        return found;
    }

    /** Units that cannot be misread. */
    static List<String> h05(Document page) {
        List<String> found = new ArrayList<>();
        MISREAD.forEach((pattern, better) -> found.addAll(matches(page, pattern, "is written " + better)));
        return found;
    }

    /** One unit of mass for a drug. */
    static List<String> h06(Document page) {
        Map<String, Collection<String>> units = massUnits(page);
        List<String> found = new ArrayList<>();
        units.forEach((drug, each) -> {
            if (each.size() > 1) {
                found.add(drug + " is given in " + each);
            }
        });
        return found;
    }

    /** In which units of mass each drug stands on a page, as far as a row, a list or the page names one drug only. */
    static Map<String, Collection<String>> massUnits(Document page) {
        Map<String, Collection<String>> units = new TreeMap<>();
        for (Element scope : page.select("tr, li, p, dl, figure, section, main")) {
            String text = Blocks.text(scope);
            SortedSet<String> drugs = all(Units.DRUG, text, 1);
            if (drugs.size() == 1) {
                units.computeIfAbsent(drugs.first(), drug -> new TreeSet<>()).addAll(all(MASS, text, 1));
            }
        }
        return units;
    }

    private static SortedSet<String> all(Pattern pattern, String text, int group) {
        TreeSet<String> all = new TreeSet<>();
        Matcher each = pattern.matcher(text);
        while (each.find()) {
            all.add(each.group(group).toLowerCase(Locale.ROOT));
        }
        return all;
    }

    /** Names of drugs that look alike are told apart by capitals, everywhere the same. */
    static List<String> h07(Document page) {
        List<String> found = new ArrayList<>();
        for (Blocks.Block block : Blocks.of(page)) {
            Matcher name = Units.DRUG.matcher(block.text());
            while (name.find()) {
                String written = Units.DRUGS.getOrDefault(name.group().toLowerCase(Locale.ROOT), "");
                if (!name.group().equals(written)) {
                    found.add("\"" + name.group() + "\" is written " + written);
                }
            }
        }
        return found;
    }

    /** Space between drug, dose and unit. */
    static List<String> h08(Document page) {
        List<String> found = matches(page, Pattern.compile("\\d" + Units.ANY_UNIT), "has no space before its unit");
        found.addAll(matches(page, DRUG_AND_DIGIT, "has no space between drug and dose"));
        return found;
    }

    /** The decimal sign is a point. */
    static List<String> h09(Document page) {
        return matches(page, DECIMAL_COMMA, "has a comma where a point belongs");
    }

    static List<String> matches(Document page, Pattern pattern, String wrong) {
        List<String> found = new ArrayList<>();
        for (Blocks.Block block : Blocks.of(page)) {
            Matcher match = pattern.matcher(block.text());
            while (match.find()) {
                int from = Math.max(0, match.start() - 20);
                int to = Math.min(block.text().length(), match.end() + 20);
                found.add("\"" + match.group() + "\" " + wrong + ", in \""
                        + block.text().substring(from, to) + "\"");
            }
        }
        return found;
    }
}
