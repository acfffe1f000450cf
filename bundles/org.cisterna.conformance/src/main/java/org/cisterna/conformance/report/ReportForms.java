// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.report;

import java.util.Optional;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.Verdict;

/** A result in the forms that other programs read, beside its JSON. */
public final class ReportForms {

    private ReportForms() {}

    /** As JUnit XML: a test case a rule; what is broken fails, what is undecided is an error, what was not tested is skipped. */
    public static String junit(Report result) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        long skipped = result.count(Verdict.Kind.SKIPPED) + result.count(Verdict.Kind.NOT_TESTABLE);
        long errors = result.count(Verdict.Kind.ERROR) + result.count(Verdict.Kind.INCONCLUSIVE);
        xml.append("<testsuite name=\"")
                .append(escaped(result.driver().string("name") + ", class " + result.driverClass()))
                .append("\" tests=\"")
                .append(result.verdicts().size())
                .append("\" failures=\"")
                .append(result.count(Verdict.Kind.FAIL))
                .append("\" errors=\"")
                .append(errors)
                .append("\" skipped=\"")
                .append(skipped)
                .append("\">\n");
        for (Verdict each : result.verdicts()) {
            xml.append("  <testcase classname=\"rulebook\" name=\"")
                    .append(each.rule().text())
                    .append("\">");
            switch (each.kind()) {
                case PASS -> {}
                case FAIL -> element(xml, "failure", each);
                case ERROR, INCONCLUSIVE -> element(xml, "error", each);
                case SKIPPED, NOT_TESTABLE -> element(xml, "skipped", each);
            }
            xml.append("</testcase>\n");
        }
        return xml.append("</testsuite>\n").toString();
    }

    private static void element(StringBuilder xml, String name, Verdict verdict) {
        xml.append('<')
                .append(name)
                .append(" message=\"")
                .append(escaped(verdict.kind() + ": " + verdict.reason()))
                .append("\"/>");
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(each -> {
            if (each == '<' || each == '>' || each == '&' || each == '"' || each == '\'') {
                safe.append("&#").append(each).append(';');
            } else {
                safe.appendCodePoint(each >= ' ' && each != 0xFFFE && each != 0xFFFF ? each : ' ');
            }
        });
        return safe.toString();
    }

    /** As CSV (RFC 4180): a line a rule. */
    public static String csv(Report result) {
        Rulebook book = Rulebook.shipped();
        StringBuilder csv = new StringBuilder("rule,subject,class,strength,harm,verdict,reason\r\n");
        for (Verdict each : result.verdicts()) {
            Optional<Rule> known = book.rule(each.rule());
            if (known.isEmpty()) {
                continue;
            }
            Rule rule = known.get();
            csv.append(each.rule().text())
                    .append(',')
                    .append(rule.subject())
                    .append(',')
                    .append(rule.widest())
                    .append(',')
                    .append(rule.must() ? "MUST" : "SHOULD")
                    .append(',')
                    .append(rule.harm())
                    .append(',')
                    .append(each.kind())
                    .append(",\"")
                    .append(each.reason().replace("\"", "\"\"").replaceAll("\\p{Cntrl}", " "))
                    .append("\"\r\n");
        }
        return csv.toString();
    }
}
