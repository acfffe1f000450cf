// SPDX-License-Identifier: Apache-2.0
package org.cisterna.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.cisterna.conformance.Rule;
import org.cisterna.conformance.RuleId;
import org.cisterna.conformance.Rulebook;
import org.cisterna.conformance.kit.Kit;

/** {@code explain}: what a rule says, what it is for, how it is tested, and where to look when it is broken. */
final class Explain {

    private final PrintStream out;

    Explain(PrintStream out) {
        this.out = out;
    }

    Exit run(List<String> arguments) throws Refused {
        if (arguments.size() != 1) {
            throw Refused.usage("explain needs one rule: ./cisterna explain 4.05");
        }
        Optional<Rule> found;
        try {
            found = Rulebook.shipped().rule(RuleId.parse(arguments.get(0)));
        } catch (IllegalArgumentException e) {
            throw Refused.usage(String.valueOf(e.getMessage()));
        }
        Rule rule = found.orElseThrow(() -> Refused.usage("there is no rule " + arguments.get(0)));
        out.println(rule.id() + "  " + rule.subject() + ", class " + rule.widest() + ", "
                + (rule.must() ? "MUST" : "SHOULD") + ", harm " + rule.harm());
        out.println(rule.text());
        out.println("why     " + rule.why());
        out.println("test    " + rule.test());
        out.println("failed  " + rule.failed());
        out.println("fault   " + rule.fault());
        if (!rule.subject().isJudgedByKit()) {
            out.println("judged by the platform's own tests; docs/rulebook/index.md names them");
        } else if (!Kit.tested().contains(rule.id())) {
            out.println("this version of the kit has no test for it: "
                    + Kit.untested(rule.id()).orElse("nobody wrote one"));
        } else {
            out.println("alone   ./cisterna conform DRIVER --out DIR --rules " + rule.id());
        }
        return Exit.GOOD;
    }
}
