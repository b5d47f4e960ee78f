import Gatehouse
import GatehouseFetch
import GatehouseJSON

/// Reads an issuer's keys once, from where it publishes them.
struct RemoteKeyReader: Sendable {
    /// What one reading brought.
    struct Reading: Sendable {
        let set: JWKSet
        let digest: TokenDigest
        let lifetime: Duration?
        /// Where the keys were.
        let url: String
    }

    let issuer: String
    let location: KeyLocation
    let rsaAlgorithm: SignatureAlgorithm
    let fetch: any Fetching

    /// Fetches the keys.
    ///
    /// - Parameter known: Where the keys were the last time; nothing where they have to be looked for.
    /// - Throws: ``VerificationKeyError`` that names the URL and says what is wrong.
    func read(from known: String?) async throws(VerificationKeyError) -> Reading {
        switch location.place {
        case .keySet(let url): return try await keys(at: url)
        case .metadata(let urls):
            if let known { return try await keys(at: known) }
            return try await keys(at: try await keySetURL(urls))
        }
    }

    private func keys(at url: String) async throws(VerificationKeyError) -> Reading {
        let request = OutgoingRequest(url, mediaTypes: ["application/json", "application/jwk-set+json"])
        let response = try await response(to: request)
        let set: JWKSet
        do throws(VerificationKeyError) {
            set = try JWKSet(parsing: response.body, rsaAlgorithm: rsaAlgorithm)
        } catch {
            throw VerificationKeyError("\(url): \(error)")
        }
        guard !set.keys.isEmpty else { throw VerificationKeyError("\(url): \(KeyFileFormat.describe(set.skipped))") }
        let digest = response.body.withUnsafeBytes { TokenDigest($0) }
        return Reading(set: set, digest: digest, lifetime: CacheLifetime.of(response), url: url)
    }

    /// Looks for the metadata, and takes the first that is there.
    private func keySetURL(_ urls: [String]) async throws(VerificationKeyError) -> String {
        var failure: VerificationKeyError?
        for url in urls {
            let response: OutgoingResponse
            do throws(VerificationKeyError) {
                response = try await self.response(to: OutgoingRequest(url))
            } catch {
                failure = failure ?? error
                continue
            }
            return try keySetURL(in: response.body, from: url)
        }
        throw failure ?? VerificationKeyError("there is no place to look for the issuer's metadata")
    }

    private func keySetURL(in body: [UInt8], from url: String) throws(VerificationKeyError) -> String {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: body, limits: JSONLimits(maximumBytes: 256 * 1024, maximumDepth: 16))
        } catch {
            throw VerificationKeyError("\(url): the metadata is not strict JSON: \(error)")
        }
        // RFC 8414, section 3.3: otherwise one issuer could speak for another.
        guard let name = value["issuer"]?.stringValue, name.isExactly(issuer) else {
            throw VerificationKeyError("\(url): the metadata does not name the issuer \(issuer)")
        }
        guard let keys = value["jwks_uri"]?.stringValue, keys.utf8.count <= 2_048, (try? WebURL.check(keys)) != nil
        else {
            throw VerificationKeyError("\(url): the metadata has no \"jwks_uri\" that is a URL")
        }
        return keys
    }

    private func response(to request: OutgoingRequest) async throws(VerificationKeyError) -> OutgoingResponse {
        do throws(OutgoingFailure) {
            return try await fetch.fetch(request)
        } catch {
            throw VerificationKeyError("\(request.url): \(error)")
        }
    }
}
