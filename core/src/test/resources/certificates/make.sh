#!/bin/sh
# Makes the certificates of BadCertificateTest anew. All are from one authority that nobody trusts
# but the test, and hold for a name of this machine or of none. The password guards nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.p12
keys="-storetype PKCS12 -storepass changeit -keyalg EC"
keytool -genkeypair -alias authority -dname CN=authority -ext bc:c -validity 36500 $keys -keystore authority.p12
make() {
  keytool -genkeypair -alias server -dname "CN=$2" $keys -keystore "$1.p12"
  keytool -certreq -alias server -storepass changeit -keystore "$1.p12" |
    keytool -gencert -alias authority -storepass changeit -keystore authority.p12 -rfc \
      -startdate "$3" -validity "$4" -ext "SAN=dns:$2" > server.pem
  keytool -exportcert -alias authority -storepass changeit -keystore authority.p12 -rfc > authority.pem
  cat server.pem authority.pem |
    keytool -importcert -noprompt -alias server -storepass changeit -keystore "$1.p12"
  rm server.pem authority.pem
}
make right localhost "2025/01/01" 36500
make elsewhere elsewhere.example "2025/01/01" 36500
make expired localhost "2025/01/01" 30
make future localhost "2120/01/01" 3650
keytool -exportcert -alias authority -storepass changeit -keystore authority.p12 -rfc > authority.pem
rm authority.p12
