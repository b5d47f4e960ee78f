/// Certificates and keys that were made for these tests. Nobody has the private keys.
enum TestCertificates {
    static let p256 = """
        -----BEGIN CERTIFICATE-----
        MIIBijCCAS+gAwIBAgIUcLeGWQohpeHRNCSdafDnQ0h0GeIwCgYIKoZIzj0EAwIw
        GTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTIzMDU0ODM3WhgPMjEy
        NjEwMzAwNTQ4MzdaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMFkwEwYHKoZI
        zj0CAQYIKoZIzj0DAQcDQgAEvar70JCrAUWnHE6d+VxEk66iN5yrxCgbHbrzhVZi
        TiZqEtMFsXnV900p3Jjp7COuxNC7egYY0odi/moYl3LvNaNTMFEwHQYDVR0OBBYE
        FKwPZgXg2bZT+3e3omgfXDYJ9HyBMB8GA1UdIwQYMBaAFKwPZgXg2bZT+3e3omgf
        XDYJ9HyBMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAJ1I8ALa
        LG404A2GmQjEhp2zXHkhx0sXP3Q1GuVZE3kTAiEAom0WEQcS5dftBjRVYfuADBby
        yki+fGNxbaqxebll16k=
        -----END CERTIFICATE-----
        """

    static let rsa = """
        -----BEGIN CERTIFICATE-----
        MIIDFTCCAf2gAwIBAgIURF9Z11H0YPMNUa6pSt9fDXvtosUwDQYJKoZIhvcNAQEL
        BQAwGTEXMBUGA1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTIzMDU0ODM4WhgP
        MjEyNjEwMzAwNTQ4MzhaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMIIBIjAN
        BgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAqHuKI86EzQPEPBufmoo6yJhI+Rj2
        jyDkxcwvCBKepBM7cDNUOyIJ7c+z8qKJEVgPQz/0W+lTCV87elnCVZTXUcrFARcs
        tKmvQADYyVslfxeDzSW5tofB4u7Y8jDNubI53a36u1Qcb0htKBRk6nid19bKJGYU
        S2LbSyidC71izxnn8BlbK1pCKyZ/u9kjXldC/xdcC1puQHREDHFmP+vrJIWor0qd
        wy+kcoIPnDV41UxMOioF1eWaKijTGjeQrchTdxHauQ1PfpofFW1tYghUY32aLP3E
        OhA+P4lRyvkJBMfzjbLD0GLd3k1zte1WhNhchzrUEtVN4W5neDDtpWhhZQIDAQAB
        o1MwUTAdBgNVHQ4EFgQUYPxohzHV0qQkltw+xCtzN+ChM+EwHwYDVR0jBBgwFoAU
        YPxohzHV0qQkltw+xCtzN+ChM+EwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0B
        AQsFAAOCAQEAeLUSOzqxyxcvrLYO83TTZbOGo4Ya1zGnuDv7AVy6gYZ1l/Y1YVbb
        Fdrk086Pfupk7pB1sSVDCpue5J8E1kBZrECWfbIWmyQwlj2D0FASjg6m7dpAWisR
        zp0h8LjEbCvGLFi4JG9IsfdHIFUGgQJZaoAyCmX3ALXDqWqEqIRLBbGvbjszoGPJ
        4mhMCaJryV0tI1qI3tN1TkMNGqTw4Dr3DAwrKBGuXW4nNhMN7GUMssbUHYtoHu5T
        TxWfxV4o/Zby/5NLdFFaWWBnW6rZEdf+NKatfiHmoXYtgKVfpWtJE7Jj3JJcrk4A
        nvkw9ZDt+WKeUqQGtCiBRZmngi/faCNFjQ==
        -----END CERTIFICATE-----
        """

    static let ed25519 = """
        -----BEGIN CERTIFICATE-----
        MIIBSDCB+6ADAgECAhQbRZUptKxDFyBqush375QSz4w6XzAFBgMrZXAwGTEXMBUG
        A1UEAwwOaXNzdWVyLmV4YW1wbGUwIBcNMjYxMTIzMDU0ODM4WhgPMjEyNjEwMzAw
        NTQ4MzhaMBkxFzAVBgNVBAMMDmlzc3Vlci5leGFtcGxlMCowBQYDK2VwAyEAtqvZ
        rVUwjtYpJdNLEKM0ribS2XoU5NcBSMp0Zp23Cw+jUzBRMB0GA1UdDgQWBBTGQRO5
        r2nXZepHngww9kRN+PkyhDAfBgNVHSMEGDAWgBTGQRO5r2nXZepHngww9kRN+Pky
        hDAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBAOg1Re7YLiuHuafItSJaiQxDRauy
        hVUaX+tj3UP8i4z3ApnihdDpuAbElVtLUrJHHrWQYlrV2p+Xt+BNXF75KwM=
        -----END CERTIFICATE-----
        """

    /// An RSA key of 1024 bits.
    static let weakRSA = """
        -----BEGIN PUBLIC KEY-----
        MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCr+zXVc7leH/nnA2MfXmT3FnP/
        LAEZSg5WVRsn0LpVna+bBEBJk1PGGbwsP+rTP7DRcDpaSPiGfTkIDKO49hCXiQ/1
        +/gFOS3FcRVXBpwfCopUujqYgpLTXXQT4Ico7sWVknMkPvGUwdgtCvUs2FXFKJg7
        YZX192aeS7bPhYn3jQIDAQAB
        -----END PUBLIC KEY-----
        """

    /// A key on secp256k1.
    static let otherCurve = """
        -----BEGIN PUBLIC KEY-----
        MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEfbkbebYQgvOf903vfjzBLXJXoaXFFOGn
        iHTP8rCAeF3s+eujAFs3vN4lPYlx6CSVKuhlvNPYRyPImSIY0hPc7w==
        -----END PUBLIC KEY-----
        """
}
