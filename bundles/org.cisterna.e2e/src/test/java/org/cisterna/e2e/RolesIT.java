// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * S31: every role sends every form. What the table of roles does not allow is refused before anything is looked at; what it allows is refused too here,
 * because the form was never shown to anybody, so nothing happens to any pump. And nobody sends a form from elsewhere.
 */
@ExtendWith(OnStage.class)
@Order(80)
final class RolesIT {

    private static final Set<String> ALL =
            Set.of("viewer", "technician", "programmer", "clinician", "integrator", "auditor", "admin");
    private static final Set<String> AT_THE_PUMP = Set.of("technician", "programmer", "clinician");
    private static final Set<String> DOSING = Set.of("programmer", "clinician");

    /** Who may send what, by address: the table of docs/therapy.md. The first that matches holds. */
    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put("/pumps/[^/]+/[^/]+/programme/read", AT_THE_PUMP);
        table.put("/pumps/[^/]+/[^/]+/programme/[^/]+/(second|reject|alone).*", Set.of("clinician"));
        table.put("/pumps/[^/]+/[^/]+/programme/.*", DOSING);
        table.put("/pumps/[^/]+/[^/]+/.*", AT_THE_PUMP);
        table.put("/enrol.*", AT_THE_PUMP);
        table.put("/ledger-view/incident", Set.of("clinician", "auditor"));
        table.put("/drivers.*", Set.of("integrator"));
        table.put("/conformance.*", Set.of("integrator"));
        table.put("/account/.*", ALL);
        table.put("/people.*", Set.of("admin"));
        table.put("/(sign-in|sign-out|unlock|me|start)(/.*)?", ALL);
        return table;
    }

    @Test
    void s31EveryRoleSendsEveryForm(Stage stage) throws Exception {
        Set<String> actions = new TreeSet<>();
        Map<String, Session> sessions = new LinkedHashMap<>();
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String role : new TreeSet<>(ALL)) {
            Session session = Session.of(stage, role);
            sessions.put(role, session);
            tokens.put(role, forms(session, actions));
        }
        actions.removeIf(action -> action.startsWith("/sign-"));
        assertThat(actions).isNotEmpty();
        List<String> wrong = new ArrayList<>();
        for (String action : actions) {
            Set<String> allowed = table().entrySet().stream()
                    .filter(row -> action.matches(row.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody said who may send " + action));
            for (Map.Entry<String, Session> each : sessions.entrySet()) {
                String role = each.getKey();
                Map<String, String> fields = Map.of("_token", String.valueOf(tokens.get(role)), "_once", "never shown");
                HttpResponse<String> answer = each.getValue().post(action, fields);
                boolean refused = answer.statusCode() == 403;
                if (refused == allowed.contains(role)) {
                    wrong.add(role + " " + action + " answered " + answer.statusCode());
                }
                HttpResponse<String> elsewhere = each.getValue().post(action, fields, "cross-site");
                HttpResponse<String> forged =
                        each.getValue().post(action, Map.of("_token", "forged", "_once", "never shown"));
                if (elsewhere.statusCode() < 400 || forged.statusCode() < 400) {
                    wrong.add(role + " " + action + " was taken from elsewhere");
                }
            }
        }
        System.out.println("RolesIT sent " + actions.size() + " forms as " + sessions.size() + " roles: " + actions);
        assertThat(wrong).isEmpty();
    }

    /** Collects where the forms of all pages lead that somebody reaches from the start; answers with their token. */
    private static String forms(Session session, Set<String> actions) throws Exception {
        String token = "";
        Set<String> seen = new TreeSet<>();
        List<String> next = new ArrayList<>(List.of("/start", "/fleet", "/drivers", "/people", "/enrol", "/account"));
        while (!next.isEmpty() && seen.size() < 60) {
            String path = next.remove(0);
            if (!seen.add(path)) {
                continue;
            }
            Document page = session.page(path);
            for (Element form : page.select("form[method=post]")) {
                actions.add(form.attr("action"));
                token = form.select("input[name=_token]").attr("value");
            }
            for (Element link : page.select("main a[href^=/], nav a[href^=/]")) {
                String address = link.attr("href");
                boolean one = address.contains("S2-000001") || !address.contains("/pumps/");
                if (one && !address.contains("?") && !address.matches("/(a|api|ledger|events)/.*|.*/report/.*")) {
                    next.add(address);
                }
            }
        }
        return token;
    }
}
