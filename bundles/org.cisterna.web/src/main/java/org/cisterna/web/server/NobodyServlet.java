// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Answers what nobody else answers: says which part is missing, or that there is no such address. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern("/")
public final class NobodyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String WELCOME =
            """
            Cisterna: simulated intrathecal drug pumps. Not a medical device.

            There are no pages yet. The JSON interface is described at /api/v1/openapi.json,
            whether pumps can be programmed at /health.
            """;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (path.equals("/")) {
            Replies.text(response, 200, WELCOME);
        } else if (Paths.isData(path)) {
            response.setHeader("Retry-After", "5");
            Replies.problem(
                    response,
                    Problem.of(
                            503,
                            "SERVICE_MISSING",
                            "A part of the platform is not there",
                            "the JSON interface (rest) is not there; pumps go on by themselves. Try again when it is"));
        } else {
            Refusals.write(
                    request,
                    response,
                    Problem.of(
                            404,
                            "NO_SUCH_ADDRESS",
                            "There is nothing at this address",
                            "the JSON interface is below " + Address.API + " and described at " + Address.API
                                    + "/openapi.json"));
        }
    }
}
