/** The commonest passwords of ten characters or more in published leaks, in lower case; shorter ones are refused anyway. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 9876543210 12345678910 123456789a a123456789 123456789q q123456789 1234567899
  1234567891 1234512345 1122334455 1111111111 0000000000 1234554321 1231231231 123123123123 123321123321 112233445566
  qwertyuiop qwerty12345 qwerty123456 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc qazwsxedcrfv zaq12wsxcde3
  1234qwerasdf asdfghjkl1 asdfghjkl; qwertyuiop1 qwertyuiop123 qwertyuiop[] poiuytrewq zxcvbnm123 qwerty1234 qwe123qwe123
  password12 password123 password1234 password12345 password01 password1! passw0rd123 p@ssw0rd123 p@ssword123 mypassword
  mypassword1 newpassword changeme123 changeme1234 letmein123 letmein1234 welcome123 welcome1234 admin12345 admin123456
  administrator superadmin root123456 iloveyou12 iloveyou123 iloveyou1234 ilovemymom ilovemyself iloveyouso jesuschrist
  jesuslovesme godisgood1 godisgreat hallelujah blessed123 princess123 superman123 batman12345 football123 liverpool1
  liverpool123 manchester manchesterunited chelsea123 arsenal123 barcelona1 realmadrid basketball baseball123 starwars123
  pokemon123 dragon12345 monkey12345 sunshine123 shadow12345 michael123 jennifer123 christopher alexander1 abcdefghij
  abcdefghijk abc1234567 abcd123456 abcd1234567 a1b2c3d4e5 1a2b3c4d5e test123456 testtest123 testing123 qwertyasdf
  whatever123 computer123 internet123 samsung123 nigeria123 nigeria1234 lagos12345 business123 stockavoo1 stockavoo123
  spiderman1 butterfly1 chocolate1 anthony123 charlie123 thomas12345 summer2024 summer2025 winter2024 winter2025`.split(
    /\s+/,
  ),
);
