// The reference backend, `guichet serve`: static site, HTTP API and database in one process.
//
// What it promises: an answer 200 or 201 leaves only after the commit that makes it true, so a SIGKILL at any
// moment loses nothing that was acknowledged; the same verdict as the browser judges what arrives; nothing
// personal is written to the log. docs/receiver.md is the manual.
//
// Takes everything from its options: no environment variable, no configuration file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace guichet {

struct ServeOptions {
    std::string host = "127.0.0.1";  ///< address to bind; another than the loop-back exposes the data: ask for a token
    std::uint16_t port = 8080;       ///< 0: any free one, told by the sentence « Guichet est prêt »
    std::filesystem::path data = "data";                    ///< folder of the pieces and of SQLite's database; made when absent
    std::string database;  ///< postgresql://…: the database is there; empty: SQLite, in `data`
    std::filesystem::path site;                             ///< folder of the built site; empty: the API only
    std::filesystem::path procedures = "assets/procedures"; ///< folder of procedure files, read recursively
    std::filesystem::path directory = "assets/directory/etablissements.json";  ///< sample directory; absent: no result
    std::filesystem::path openapi = "assets/openapi/receiver.openapi.json";    ///< answered at /api/openapi.json
    std::string token;    ///< not empty: dossiers and pieces want « Authorization: Bearer … »
    bool accounts = false;  ///< dossiers and pieces want an account's session, with rights; not with a token
    std::string origin;   ///< not empty: the one foreign origin that may call the API from a browser (CORS)
    std::string today;    ///< ISO date the verdict is given on; empty: today, in the machine's time zone
    std::uint64_t dossier_limit = 2ULL << 20U;   ///< bytes of a posted dossier
    std::uint64_t piece_limit = 20ULL << 20U;    ///< bytes of one piece; a zone of the procedure may say less
    unsigned threads = 64;                       ///< requests answered at once
    unsigned connections = 256;                  ///< connections held or waiting; above, they are closed
    unsigned read_seconds = 15;                  ///< silence after which a slow client is let go
    bool quiet = false;                          ///< no log line for a request
};

/// Serves until SIGTERM or SIGINT. Prints « Guichet est prêt : http://127.0.0.1:8080/ » on standard output once it
/// accepts connections. The process's exit code: 0 after a clean stop, 1 with a French sentence on standard error.
[[nodiscard]] int serve(ServeOptions const& options);

}  // namespace guichet
