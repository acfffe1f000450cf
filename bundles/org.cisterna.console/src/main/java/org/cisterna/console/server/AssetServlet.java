// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.server;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.cisterna.web.Address;
import org.cisterna.web.Problem;
import org.cisterna.web.Replies;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /a/DIGEST/…}: style and scripts, to be kept for ever. Needs nobody signed in. */
@Component(service = Servlet.class)
@HttpWhiteboardContextSelect(Address.SELECT)
@HttpWhiteboardServletPattern("/a/*")
public final class AssetServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Assets assets;

    /** Reads them. */
    @Activate
    public AssetServlet() {
        assets = new Assets();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Assets.File> found = assets.file(request.getRequestURI());
        if (found.isEmpty()) {
            Replies.problem(
                    response,
                    Problem.of(
                            404,
                            "NO_SUCH_ADDRESS",
                            "There is nothing at this address",
                            "style and scripts of another version were asked for; reload the page"));
            return;
        }
        String tag = "\"" + assets.address().substring(3) + "\"";
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("ETag", tag);
        response.setHeader("Vary", "Accept-Encoding");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        Assets.File file = found.get();
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted != null && accepted.contains("gzip")) {
            response.setHeader("Content-Encoding", "gzip");
            Replies.bytes(response, 200, file.mediaType(), file.gzip());
        } else {
            Replies.bytes(response, 200, file.mediaType(), file.bytes());
        }
    }
}
