#include "main/command.hpp"
#include "receiver/receiver.hpp"

namespace guichet::command {

int serve_site(Request const& request) {
    ServeOptions options;
    options.host = request.host;
    options.port = static_cast<std::uint16_t>(request.port);
    options.data = request.data;
    options.database = request.database;
    options.site = request.site;
    options.procedures = request.procedures;
    options.directory = request.project / "assets" / "directory" / "etablissements.json";
    options.openapi = request.project / "assets" / "openapi" / "receiver.openapi.json";
    options.token = request.token;
    options.accounts = request.accounts;
    options.origin = request.origin;
    options.today = request.today ? date_to_iso(*request.today) : "";
    options.quiet = request.quiet;
    return serve(options);
}

}  // namespace guichet::command
