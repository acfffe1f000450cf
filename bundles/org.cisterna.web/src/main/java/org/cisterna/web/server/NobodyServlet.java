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

/** Answers what nobody else answers, and says which part is missing: who is there answers every address below its own. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern("/")
public final class NobodyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        response.setHeader("Retry-After", "5");
        if (Paths.isData(path)) {
            Replies.problem(
                    response,
                    missing("the JSON interface (rest) is not there; pumps go on by themselves. Try again when it is"));
        } else {
            Refusals.write(
                    request,
                    response,
                    missing("the pages (console) are not there; pumps go on by themselves, and the JSON interface is"
                            + " described at " + Address.API + "/openapi.json. Try again when they are"));
        }
    }

    private static Problem missing(String what) {
        return Problem.of(503, "SERVICE_MISSING", "A part of the platform is not there", what);
    }
}
