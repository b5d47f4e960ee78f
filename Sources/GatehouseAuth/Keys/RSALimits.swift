/// What an RSA key must be like (RFC 8725, section 3.4; FIPS 186-5, section 5.1).
enum RSALimits {
    static let minimumBits = 2048
    /// Verifying costs the square of the size; nobody uses larger keys.
    static let maximumBits = 8192

    /// - Throws: ``VerificationKeyError`` where the exponent is even, below 65537 or above 32 bits.
    static func check(exponent: [UInt8]) throws(VerificationKeyError) {
        let significant = exponent.drop { $0 == 0 }
        let value = significant.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard significant.count <= 4, value >= 65_537, value & 1 == 1 else {
            throw VerificationKeyError("the RSA exponent is not an odd number from 65537 to 4294967295")
        }
    }

    /// - Throws: ``VerificationKeyError`` where the modulus is even, or has too few or too many bits.
    static func check(modulus: [UInt8]) throws(VerificationKeyError) {
        let significant = modulus.drop { $0 == 0 }
        guard let first = significant.first, let last = significant.last, last & 1 == 1 else {
            throw VerificationKeyError("the RSA modulus is not an odd number")
        }
        let bits = significant.count * 8 - first.leadingZeroBitCount
        guard bits >= minimumBits else {
            throw VerificationKeyError("the RSA modulus has fewer than \(minimumBits) bits")
        }
        guard bits <= maximumBits else {
            throw VerificationKeyError("the RSA modulus has more than \(maximumBits) bits")
        }
    }
}
