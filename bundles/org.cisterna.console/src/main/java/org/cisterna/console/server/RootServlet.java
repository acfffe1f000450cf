// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cisterna.web.Address;
import org.cisterna.web.Replies;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;

/**
 * {@code /} and nothing below it: leads to the start page. A component of its own, because an empty pattern cannot stand in a list of patterns in a
 * component's description.
 */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=")
@HttpWhiteboardContextSelect(Address.SELECT)
public final class RootServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Location", StartPage.ADDRESS);
        Replies.text(response, HttpServletResponse.SC_SEE_OTHER, StartPage.ADDRESS);
    }
}
