// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cisterna.web.Address;
import org.cisterna.web.Replies;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** The style of the platform's own pages, which stand when the console is not there. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern(StyleServlet.ADDRESS)
public final class StyleServlet extends HttpServlet {

    /** Where it is. */
    static final String ADDRESS = "/platform.css";

    private static final long serialVersionUID = 1L;

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --bg: #eef1f4; --surface: #ffffff; --ink: #15202b; --line: #6b7a88; --band: #5b2a86; }
            @media screen and (prefers-color-scheme: dark) {
              :root { --bg: #0d1318; --surface: #151d24; --ink: #e7edf2; --line: #8598a6; --band: #4a2270; }
            }
            *, *::before, *::after { box-sizing: border-box; }
            body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--bg); color: var(--ink);
              font: 15px/1.45 system-ui, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
            h1 { font-size: 22px; line-height: 1.25; margin: 0 0 12px; }
            p { margin: 0 0 12px; overflow-wrap: anywhere; }
            a { color: var(--ink); text-underline-offset: 2px; }
            :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
            .band { background: var(--band); color: #ffffff; padding: 4px 16px; }
            .top { background: var(--surface); border-bottom: 1px solid var(--line); padding: 8px 16px; }
            .brand { font-weight: 700; text-decoration: none; display: inline-block; min-height: 24px; }
            main { width: 100%; max-width: 760px; margin: 0 auto; padding: 16px; flex: 1; }
            .button { display: inline-flex; align-items: center; min-height: 40px; padding: 8px 16px; border: 1px solid var(--line);
              border-radius: 4px; background: var(--surface); text-decoration: none; }
            .foot { border-top: 1px solid var(--line); padding: 8px 16px; font-size: 14px; }
            .foot p { margin: 0; }
            @media print { .band { background: #fff; color: #000; border: 2px solid #000; } .button { display: none; } }
            """;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Replies.bytes(response, 200, "text/css;charset=utf-8", STYLE.getBytes(StandardCharsets.UTF_8));
    }
}
