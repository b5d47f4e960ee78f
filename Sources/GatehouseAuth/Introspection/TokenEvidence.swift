/// A token that may have to be asked about again, for as long as something is open that it opened.
final class TokenEvidence: Sendable, Redacted {
    let token: PresentedToken

    init(_ token: PresentedToken) {
        self.token = token
    }
}
